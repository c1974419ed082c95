package io.activityledger.timeline.query;

import io.activityledger.schemas.ActivityId;
import io.activityledger.schemas.RecordKey;
import io.activityledger.schemas.Subject;
import io.activityledger.timeline.projection.Place;
import io.activityledger.timeline.projection.TimelineList;

/// What does a reader want to see? Either lies on one partition.
public sealed interface Question {

    String workspaceId();

    /// The partition that knows the answer, among `partitions`, a power of two.
    int partition(int partitions);

    /// One activity by its id.
    record OneActivity(String workspaceId, ActivityId id, Look look) implements Question {

        @Override
        public int partition(int partitions) {
            return id.partition(partitions);
        }
    }

    /// As which dialect's object is an activity wanted?
    enum Look {
        LEADLEX,
        NODESTASH,
        REEVO
    }

    /// Which record of an id came first, and what does it say? Asked by whoever writes.
    record FirstRecord(String workspaceId, ActivityId id) implements Question {

        @Override
        public int partition(int partitions) {
            return id.partition(partitions);
        }
    }

    /// Something about all that happened to one subject.
    sealed interface OfSubject extends Question {

        Subject subject();

        default RecordKey recordKey() {
            return RecordKey.ofSubject(workspaceId(), subject());
        }

        /// Everything that happened to it.
        default TimelineList list() {
            return TimelineList.of(workspaceId(), subject());
        }

        @Override
        default int partition(int partitions) {
            return recordKey().partition(partitions);
        }
    }

    /// How much happened to a subject, and how much of it on each of some days?
    record Summary(String workspaceId, Subject subject, Days days) implements OfSubject {}

    /// A page of what happened to a subject.
    record Timeline(String workspaceId, Subject subject, PageQuery query, Look look)
            implements OfSubject {

        /// As LeadLex's clients want it.
        public Timeline(String workspaceId, Subject subject, PageQuery query) {
            this(workspaceId, subject, query, Look.LEADLEX);
        }

        /// The same, elsewhere in the timeline.
        Timeline at(Place place) {
            var there = new PageQuery(place, query.perPage(), query.order(), query.filter());
            return new Timeline(workspaceId, subject, there, look);
        }
    }
}
