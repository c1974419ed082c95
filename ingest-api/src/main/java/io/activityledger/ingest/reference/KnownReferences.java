package io.activityledger.ingest.reference;

import io.activityledger.schemas.Subject;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Are there such contacts, deals and companies? The port that an activity's ids are checked
/// against.
@FunctionalInterface
public interface KnownReferences {

    /// Looks for each in turn; blocks while the latest of them are still on their way.
    Found find(String workspaceId, List<Subject> subjects);

    /// Looks for many at once.
    default Looked look(String workspaceId, Set<Subject> subjects) {
        Set<Subject> missing = new HashSet<>();
        for (Subject subject : subjects) {
            switch (find(workspaceId, List.of(subject))) {
                case Found.All _ -> {}
                case Found.Missing(Subject each) -> missing.add(each);
                case Found.Unreachable unreachable -> {
                    return new Looked(missing, subjects, unreachable);
                }
            }
        }
        return new Looked(missing, Set.of(), new Found.All());
    }

    /// What came of looking for many.
    ///
    /// @param missing do not exist
    /// @param untold may exist or not, since nobody could say in time, as `hindrance` tells
    record Looked(Set<Subject> missing, Set<Subject> untold, Found hindrance) {

        /// What that means for somebody who names these, in their order.
        public Found of(List<Subject> subjects) {
            for (Subject subject : subjects) {
                if (missing.contains(subject)) {
                    return new Found.Missing(subject);
                }
                if (untold.contains(subject)) {
                    return hindrance;
                }
            }
            return new Found.All();
        }
    }

    /// What came of looking.
    sealed interface Found {

        record All() implements Found {}

        /// The first that does not exist, as of after the question was asked.
        record Missing(Subject subject) implements Found {}

        /// Nobody can say in time.
        record Unreachable(Duration retryAfter, String reason) implements Found {}
    }
}
