package io.activityledger.timeline.live;

import io.activityledger.schemas.RecordKey;
import io.activityledger.schemas.Subject;
import io.activityledger.timeline.projection.RowScope;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Whose new activities does a stream show?
sealed interface Watched {

    String workspaceId();

    /// What of them is to be looked for in `lane`.
    RowScope scope(Lane lane);

    /// Where they come in, among `partitions`, a power of two.
    Set<Lane> lanes(int partitions);

    /// The whole workspace's.
    record Workspace(String workspaceId) implements Watched {

        @Override
        public RowScope scope(Lane lane) {
            return RowScope.ofWorkspace(workspaceId);
        }

        @Override
        public Set<Lane> lanes(int partitions) {
            return IntStream.range(0, partitions)
                    .mapToObj(Lane::ofActivities)
                    .collect(Collectors.toSet());
        }
    }

    /// Those of one contact, deal, company or entity, whose they are first or further.
    record OneSubject(String workspaceId, Subject subject) implements Watched {

        @Override
        public RowScope scope(Lane lane) {
            return switch (lane.log()) {
                case ACTIVITIES -> RowScope.ofSubject(workspaceId, subject);
                case LINKS -> RowScope.ofLinksTo(workspaceId, subject);
            };
        }

        @Override
        public Set<Lane> lanes(int partitions) {
            int home = RecordKey.ofSubject(workspaceId, subject).partition(partitions);
            return Set.of(Lane.ofActivities(home), Lane.ofLinks(home));
        }
    }
}
