package io.activityledger.timeline.model;

import io.activityledger.dialects.leadlex.LeadLexView;
import io.activityledger.schemas.Activity;
import io.activityledger.schemas.ActivityId;
import io.activityledger.schemas.Subject;
import io.activityledger.timeline.model.ModelLog.Link;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What each timeline holds: of an id the first record, newest first.
public final class PlainTimelines {

    static final Comparator<Activity> NEWEST_FIRST =
            Comparator.comparing(Activity::occurredAt).thenComparing(Activity::id).reversed();

    private final Map<ActivityId, Activity> known = new LinkedHashMap<>();
    private final SortedMap<Long, Activity> recorded = new TreeMap<>();
    private final Map<Subject, SortedMap<Long, Activity>> linked = new HashMap<>();
    private final Map<Subject, List<Activity>> timelines = new HashMap<>();
    private long highestOrigin = -1;

    private final IdentityHashMap<Activity, byte[]> jsons;

    /// @param jsons what was written of activities already, filled on the way
    PlainTimelines(
            List<@Nullable Activity> activities,
            List<@Nullable Link> links,
            IdentityHashMap<Activity, byte[]> jsons) {
        this.jsons = jsons;
        for (int offset = 0; offset < activities.size(); offset++) {
            Activity activity = activities.get(offset);
            if (activity != null && known.putIfAbsent(activity.id(), activity) == null) {
                recorded.put((long) offset, activity);
                activity.subjects().stream().limit(1).forEach(it -> put(it, activity));
            }
        }
        Set<Object> seen = new HashSet<>();
        for (int offset = 0; offset < links.size(); offset++) {
            Link link = links.get(offset);
            if (link != null) {
                highestOrigin = Math.max(highestOrigin, link.origin());
                if (seen.add(List.of(link.subject(), link.activity().id()))) {
                    put(link.subject(), link.activity());
                    linked.computeIfAbsent(link.subject(), _ -> new TreeMap<>())
                            .put((long) offset, link.activity());
                }
            }
        }
        timelines.values().forEach(rows -> rows.sort(NEWEST_FIRST));
    }

    private void put(Subject subject, Activity activity) {
        timelines.computeIfAbsent(subject, _ -> new ArrayList<>()).add(activity);
    }

    public List<Activity> of(Subject subject) {
        return timelines.getOrDefault(subject, List.of());
    }

    /// An activity as clients see it.
    public byte[] json(Activity activity) {
        return jsons.computeIfAbsent(activity, LeadLexView::activity);
    }

    /// Everything by its id.
    public Map<ActivityId, Activity> known() {
        return known;
    }

    /// By offset, the first record of each id.
    public SortedMap<Long, Activity> recorded() {
        return recorded;
    }

    /// By offset of the links, what came to a subject as a further one.
    public SortedMap<Long, Activity> linkedTo(Subject subject) {
        return linked.getOrDefault(subject, new TreeMap<>());
    }

    /// The last record whose copies are there; -1 before the first.
    public long highestOrigin() {
        return highestOrigin;
    }
}
