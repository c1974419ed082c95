package io.activityledger.timeline.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.access.Caller;
import io.activityledger.access.GuardedEndpoint.AdmittedHandler;
import io.activityledger.dialects.Refusal;
import io.activityledger.dialects.leadlex.LeadLexView;
import io.activityledger.kit.http.Answers;
import io.activityledger.schemas.Position;
import io.activityledger.timeline.consistency.Consistency;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// `GET /v1/activities`: what the workspace recorded, in the order of recording, from a cursor that
/// nothing recorded later can slip behind.
///
/// ```
/// (neither)   the newest, newest first        meta.before ─▶ before=  older ones, newest first
/// after=start from the first on               meta.after  ─▶ after=   what came since, oldest first
/// ```
public final class FeedEndpoint implements AdmittedHandler {

    private static final Refusal UNAVAILABLE =
            Refusal.of(
                    503,
                    "timeline_unavailable",
                    "No instance can answer for a part of the feed right now: try again in a"
                            + " moment");

    private final Feed feed;
    private final FeedCursors cursors;

    public FeedEndpoint(Feed feed, FeedCursors cursors) {
        this.feed = feed;
        this.cursors = cursors;
    }

    @Override
    public void handle(Context ctx, Caller caller) {
        String workspaceId = caller.workspaceId();
        var freshness =
                Consistency.parse(header(ctx, Consistency.HEADER), header(ctx, Position.HEADER));
        switch (FeedRequest.parse(ctx.queryParamMap(), freshness, workspaceId, cursors)) {
            case FeedRequest.Parsed.Invalid(Refusal refusal) -> refuse(ctx, refusal);
            case FeedRequest.Parsed.Valid(FeedQuery query) -> {
                Optional<FeedPage> page = feed.page(query);
                if (page.isPresent()) {
                    answer(ctx, query, page.get());
                } else {
                    ctx.header("Retry-After", "1");
                    refuse(ctx, UNAVAILABLE);
                }
            }
        }
    }

    private void answer(Context ctx, FeedQuery query, FeedPage page) {
        boolean newestFirst = query.from().newestFirst();
        boolean older = newestFirst ? page.more() : !page.before().highest().isEmpty();
        String before = older ? cursors.text(query.workspaceId(), page.before()) : "";
        String after = cursors.text(query.workspaceId(), page.after());
        if (page.stale()) {
            ctx.header("Ledger-Stale", "true");
        }
        List<String> links = new ArrayList<>();
        if (older) {
            links.add(link(ctx, query, "before=" + before, newestFirst ? "next" : "prev"));
        }
        links.add(link(ctx, query, "after=" + after, newestFirst ? "prev" : "next"));
        ctx.header("Link", String.join(", ", links));
        Answers.json(ctx, 200, body(page, query.limit(), before, after));
    }

    private static String link(Context ctx, FeedQuery query, String cursor, String relation) {
        return "<%s?per_page=%d&%s>; rel=\"%s\""
                .formatted(ctx.path(), query.limit(), cursor, relation);
    }

    private static byte[] body(FeedPage page, int perPage, String before, String after) {
        var body = new ByteArrayOutputStream();
        body.writeBytes("{\"data\":{\"activities\":[".getBytes(UTF_8));
        for (int at = 0; at < page.activities().size(); at++) {
            if (at > 0) {
                body.write(',');
            }
            body.writeBytes(page.activities().get(at));
        }
        String meta =
                "]},\"meta\":{\"per_page\":%d,\"before\":%s,\"after\":\"%s\",\"more\":%b}}"
                        .formatted(
                                perPage,
                                before.isEmpty() ? "null" : "\"" + before + "\"",
                                after,
                                page.more());
        body.writeBytes(meta.getBytes(UTF_8));
        return body.toByteArray();
    }

    private static void refuse(Context ctx, Refusal refusal) {
        Answers.json(ctx, refusal.status(), LeadLexView.refusal(refusal));
    }

    private static String header(Context ctx, String name) {
        return Objects.requireNonNullElse(ctx.req().getHeader(name), "").strip();
    }
}
