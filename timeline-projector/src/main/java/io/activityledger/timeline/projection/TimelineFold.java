package io.activityledger.timeline.projection;

import io.activityledger.schemas.Activity;
import io.activityledger.schemas.LinkOrigin;
import io.activityledger.schemas.RecordJudge;
import io.activityledger.schemas.RecordJudge.LinkVerdict;
import io.activityledger.schemas.RecordJudge.Verdict;
import io.activityledger.schemas.Subject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One record in, the rows it asks for out. Pure: the same record gives the same rows whenever it
/// is read, restored or processed.
public final class TimelineFold {

    private final RecordJudge judge;
    private final ResponseView view;

    public TimelineFold(RecordJudge judge, ResponseView view) {
        this.judge = judge;
        this.view = view;
    }

    Folded fold(byte @Nullable [] key, byte @Nullable [] value, int partition, long offset) {
        return switch (judge.judge(key, value, partition)) {
            case Verdict.Poison(var kind, var reason) -> new Folded.Poison(kind, reason);
            case Verdict.Sound(Activity activity) -> rows(activity, offset);
        };
    }

    /// The same for a record of `timeline-links`, which stands in one further subject's timeline.
    FoldedLink foldLink(
            byte @Nullable [] key, byte @Nullable [] value, byte @Nullable [] origin, At at) {
        return switch (judge.judgeLink(key, value, origin, at.partition())) {
            case LinkVerdict.Poison(var kind, var reason) ->
                    new FoldedLink.Poison(new Folded.Poison(kind, reason));
            case LinkVerdict.Sound link ->
                    new FoldedLink.Linked(
                            link(link.activity(), link.subject(), link.origin(), at.offset()),
                            link.origin());
        };
    }

    /// Where a link stands in its own topic.
    record At(int partition, long offset) {}

    private Folded.Recorded link(
            Activity activity, Subject subject, LinkOrigin origin, long offset) {
        String workspace = activity.workspaceId();
        byte[] suffix = TimelineKey.suffix(activity.occurredAt().toEpochMilli(), activity.id());
        List<TimelineList> lists = listsOf(workspace, subject, activity.type());
        byte[] rowKey = lists.getFirst().rowKey(suffix);
        var scope = RowScope.ofLinksTo(workspace, subject);
        return new Folded.Recorded(
                new Folded.Rows(
                        TimelineKey.link(workspace, subject, activity.id()),
                        origin.bytes(),
                        rowKey,
                        stored(activity),
                        suffix,
                        lists),
                feed(activity, offset, rowKey, List.of(scope)));
    }

    private byte[] stored(Activity activity) {
        return Row.stored(view.json().apply(activity), view.tail().apply(activity));
    }

    private Folded.Recorded rows(Activity activity, long offset) {
        String workspace = activity.workspaceId();
        byte[] suffix = TimelineKey.suffix(activity.occurredAt().toEpochMilli(), activity.id());
        List<Subject> subjects = activity.subjects();
        List<TimelineList> lists =
                subjects.isEmpty()
                        ? List.of()
                        : listsOf(workspace, subjects.getFirst(), activity.type());
        TimelineList rows =
                lists.isEmpty()
                        ? TimelineList.withoutSubject(workspace, activity.id())
                        : lists.getFirst();
        byte[] rowKey = rows.rowKey(suffix);
        return new Folded.Recorded(
                new Folded.Rows(
                        TimelineKey.id(workspace, activity.id()),
                        new RowPointer(offset, rowKey).bytes(),
                        rowKey,
                        stored(activity),
                        suffix,
                        lists),
                feed(activity, offset, rowKey, scopes(activity)));
    }

    /// @param scopes the first one's feed is where it stands
    private static Folded.Feed feed(
            Activity activity, long offset, byte[] rowKey, List<RowScope> scopes) {
        return new Folded.Feed(
                offset,
                scopes.getFirst().feedKey(offset),
                new FeedPointer(activity.recordedAt().toEpochMilli(), rowKey).bytes(),
                scopes);
    }

    private static List<RowScope> scopes(Activity activity) {
        String workspace = activity.workspaceId();
        var all = RowScope.ofWorkspace(workspace);
        return activity.subjects().stream()
                .findFirst()
                .map(primary -> List.of(all, RowScope.ofSubject(workspace, primary)))
                .orElse(List.of(all));
    }

    private static List<TimelineList> listsOf(String workspace, Subject subject, String type) {
        byte[] key = TimelineKey.subject(workspace, subject);
        return List.of(TimelineList.ofKey(key), TimelineList.ofType(key, type));
    }
}
