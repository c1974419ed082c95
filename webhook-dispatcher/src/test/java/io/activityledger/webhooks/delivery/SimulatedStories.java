package io.activityledger.webhooks.delivery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What has happened to each delivery, and whether it may? Every call at a receiver is judged the
/// moment it begins.
final class SimulatedStories {

    private final Map<String, Story> stories = new HashMap<>();
    private final Map<String, List<Story>> lines = new HashMap<>();
    private final SimulatedTime time;
    private final Map<LaneKey, Integer> unended = new HashMap<>();
    private final Map<Integer, List<Story>> unsealed = new HashMap<>();
    private int doubles;
    private int attempts;

    /// One delivery's.
    static final class Story {
        final String webhookId;
        final LaneKey lane;
        final int partition;
        private List<Story> before = List.of();
        boolean started;

        /// Whether the latest call was answered well, and whether any ever was.
        boolean answered;

        boolean everAnswered;
        private boolean ended;
        private boolean sealed;
        long notBefore;
        int disturbancesAtStart;

        Story(String webhookId, LaneKey lane, int partition) {
            this.webhookId = webhookId;
            this.lane = lane;
            this.partition = partition;
        }
    }

    SimulatedStories(SimulatedTime time) {
        this.time = time;
    }

    Story begin(String webhookId, LaneKey lane, int partition) {
        var story = new Story(webhookId, lane, partition);
        stories.put(webhookId, story);
        unended.merge(lane, 1, Integer::sum);
        return story;
    }

    /// It must not overtake what was begun before it about the same subject.
    void inOrder(Story story, String subject) {
        var line = lines.computeIfAbsent(story.lane + subject, _ -> new ArrayList<>());
        line.removeIf(earlier -> earlier.ended);
        story.before = List.copyOf(line);
        line.add(story);
    }

    Story of(String webhookId) {
        return stories.get(webhookId);
    }

    /// @param disturbances how often the partition's holder has been disturbed so far
    void started(Story story, int disturbances) {
        boolean undisturbed = story.started && disturbances == story.disturbancesAtStart;
        if (story.before.stream().anyMatch(earlier -> !earlier.ended)) {
            throw violated(story, "is sent before an earlier one of its subject has ended");
        }
        if (story.sealed) {
            throw violated(story, "is sent although its end was committed");
        }
        if (story.answered && undisturbed) {
            throw violated(story, "is sent again although nothing disturbed its holder");
        }
        if (undisturbed && time.now() < story.notBefore) {
            throw violated(story, "is sent before its time");
        }
        if (story.everAnswered) {
            doubles++;
        }
        story.answered = false;
        attempts++;
        story.started = true;
        story.disturbancesAtStart = disturbances;
    }

    /// An ending is written, so that it may be forgotten.
    void ended(Story story) {
        if (!story.ended) {
            story.ended = true;
            unended.merge(story.lane, -1, Integer::sum);
            unsealed.computeIfAbsent(story.partition, _ -> new ArrayList<>()).add(story);
        }
    }

    /// Whose markers stand in there now is not to be sent again, ever.
    void seal(int partition, SimulatedRows committed) {
        unsealed.getOrDefault(partition, new ArrayList<>())
                .removeIf(story -> {
                    story.sealed =
                            committed.isCommitted(PendingKey.marker(story.lane, story.webhookId));
                    return story.sealed;
                });
    }

    int unended(LaneKey lane) {
        return unended.getOrDefault(lane, 0);
    }

    void allMustHaveEnded() {
        for (Story story : stories.values()) {
            if (!story.ended) {
                throw violated(story, "never ended");
            }
        }
    }

    int doubles() {
        return doubles;
    }

    int attempts() {
        return attempts;
    }

    int count() {
        return stories.size();
    }

    AssertionError violated(Story story, String what) {
        return new AssertionError(
                "%s of %s %s at %s".formatted(story.webhookId, story.lane, what, time.instant()));
    }
}
