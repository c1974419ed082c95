package io.activityledger.timeline.model;

import io.activityledger.schemas.Activity;
import io.activityledger.schemas.ActivityId;
import io.activityledger.schemas.Subject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The two topics as lists: what was appended to one partition of `activities`, and what
/// `ledger-links` has made of it. Nothing stands for a record that cannot be read.
public final class ModelLog {

    private final List<@Nullable Activity> activities = new ArrayList<>();
    private final List<@Nullable Link> links = new ArrayList<>();
    private final Map<ActivityId, Long> firstOffsets = new HashMap<>();
    private final IdentityHashMap<Activity, byte[]> jsons = new IdentityHashMap<>();
    private int linked;

    /// A copy for one further subject of what stands at `origin`.
    public record Link(Activity activity, Subject subject, long origin) {}

    public void append(@Nullable Activity activity) {
        activities.add(activity);
    }

    /// Passes on the next activity; whether there was one.
    public boolean link() {
        if (linked == activities.size()) {
            return false;
        }
        long offset = linked;
        Activity activity = activities.get(linked++);
        if (activity != null && isFirst(activity, offset)) {
            activity.furtherSubjects().forEach(it -> links.add(new Link(activity, it, offset)));
        }
        return true;
    }

    /// Goes on from an earlier activity, as after a crash.
    public void linkAgainFrom(int offset) {
        linked = Math.min(linked, offset);
    }

    public void appendLinkThatCannotBeRead() {
        links.add(null);
    }

    private boolean isFirst(Activity activity, long offset) {
        return activity.idempotencyKey() == null
                || firstOffsets.computeIfAbsent(activity.id(), _ -> offset) == offset;
    }

    /// How many records of `activities` were passed on.
    public int linked() {
        return linked;
    }

    public List<@Nullable Activity> activities() {
        return activities;
    }

    public List<@Nullable Link> links() {
        return links;
    }

    /// What must be seen where so much of either is applied.
    public PlainTimelines timelines(long activitiesEnd, long linksEnd) {
        return new PlainTimelines(
                activities.subList(0, (int) activitiesEnd),
                links.subList(0, (int) linksEnd),
                jsons);
    }
}
