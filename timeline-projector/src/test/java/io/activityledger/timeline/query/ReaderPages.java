package io.activityledger.timeline.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.kit.settings.Secret;
import io.activityledger.kit.token.TokenSeal;
import io.activityledger.schemas.ActivityId;
import io.activityledger.schemas.Subject;
import io.activityledger.timeline.consistency.Consistency;
import io.activityledger.timeline.consistency.ReadBarrier;
import io.activityledger.timeline.model.ModelHistory;
import io.activityledger.timeline.model.Pages;
import io.activityledger.timeline.projection.StoreRegistry;
import java.util.List;
import java.util.Map;

/// Asks a reader as its doors do: parameters, cursors and all, but without a server.
public final class ReaderPages implements Pages {

    private static final PageCursors CURSORS =
            new PageCursors(new TokenSeal(List.of(Secret.of(new byte[32])), "page-cursors"));

    private final TimelineReader reader;
    private final String workspace;
    private final Consistency consistency;

    public ReaderPages(
            StoreRegistry stores, ReadBarrier barrier, String workspace, Consistency consistency) {
        this.reader = new TimelineReader(stores, barrier, CURSORS, _ -> false, 1);
        this.workspace = workspace;
        this.consistency = consistency;
    }

    @Override
    public Answer page(Subject subject, Map<String, List<String>> parameters) {
        var headers = new Consistency.Parsed.Valid(consistency);
        PageRequest.Opening opening =
                (cursor, start) ->
                        CURSORS.opened(cursor, new Question.Timeline(workspace, subject, start));
        return switch (PageRequest.parse(parameters, headers, opening)) {
            case PageRequest.Parsed.Valid(var query, _) ->
                    ask(new Question.Timeline(workspace, subject, query));
            case PageRequest.Parsed.Invalid(var refusal) -> new Answer(400, refusal.toString());
        };
    }

    @Override
    public Answer summary(Subject subject, Map<String, List<String>> parameters) {
        var headers = new Consistency.Parsed.Valid(consistency);
        return switch (SummaryRequest.parse(parameters, headers, ModelHistory.NOW)) {
            case SummaryRequest.Parsed.Valid(var days, _) ->
                    ask(new Question.Summary(workspace, subject, days));
            case SummaryRequest.Parsed.Invalid(var refusal) -> new Answer(400, refusal.toString());
        };
    }

    @Override
    public Answer activity(ActivityId id) {
        return ask(new Question.OneActivity(workspace, id, Question.Look.LEADLEX));
    }

    private Answer ask(Question question) {
        return switch (reader.ask(new Asked(question, consistency))) {
            case HostReply.Served(Reply reply) -> answer(reply);
            case HostReply.NotServed(String reason) -> new Answer(503, reason);
        };
    }

    private static Answer answer(Reply reply) {
        return switch (reply) {
            case Reply.Found(byte[] body, _, Paging paging) ->
                    new Answer(200, new String(body, UTF_8), paging.next(), paging.prev());
            case Reply.NotFound _ -> new Answer(404, "");
            case Reply.StoodIn(Reply held, _) -> answer(held);
            case Reply.Unavailable(String reason) -> new Answer(503, reason);
        };
    }
}
