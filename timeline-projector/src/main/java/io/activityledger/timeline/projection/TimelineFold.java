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
            case Verdict.Poison(String reason) -> new Folded.Poison(reason);
            case Verdict.Sound(Activity activity) -> rows(activity, offset);
        };
    }

    /// The same for a record of `timeline-links`, which stands in one further subject's timeline.
    FoldedLink foldLink(
            byte @Nullable [] key, byte @Nullable [] value, byte @Nullable [] origin, int to) {
        return switch (judge.judgeLink(key, value, origin, to)) {
            case LinkVerdict.Poison(String reason) -> new FoldedLink.Poison(reason);
            case LinkVerdict.Sound link ->
                    new FoldedLink.Linked(
                            link(link.activity(), link.subject(), link.origin()), link.origin());
        };
    }

    private Folded.Rows link(Activity activity, Subject subject, LinkOrigin origin) {
        String workspace = activity.workspaceId();
        byte[] suffix = TimelineKey.suffix(activity.occurredAt().toEpochMilli(), activity.id());
        List<TimelineList> lists = listsOf(workspace, subject, activity.type());
        return new Folded.Rows(
                TimelineKey.link(workspace, subject, activity.id()),
                origin.bytes(),
                lists.getFirst().rowKey(suffix),
                stored(activity),
                suffix,
                lists);
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
                feed(activity, offset, rowKey));
    }

    private static Folded.Feed feed(Activity activity, long offset, byte[] rowKey) {
        String workspace = activity.workspaceId();
        var all = RowScope.ofWorkspace(workspace);
        List<RowScope> scopes =
                activity.subjects().stream()
                        .findFirst()
                        .map(primary -> List.of(all, RowScope.ofSubject(workspace, primary)))
                        .orElse(List.of(all));
        return new Folded.Feed(
                offset,
                all.feedKey(offset),
                new FeedPointer(activity.recordedAt().toEpochMilli(), rowKey).bytes(),
                scopes);
    }

    private static List<TimelineList> listsOf(String workspace, Subject subject, String type) {
        byte[] key = TimelineKey.subject(workspace, subject);
        return List.of(TimelineList.ofKey(key), TimelineList.ofType(key, type));
    }
}
