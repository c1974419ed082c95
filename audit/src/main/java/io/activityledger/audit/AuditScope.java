package io.activityledger.audit;

import java.nio.file.Path;
import java.time.Duration;

/// How much is compared, and what may it take?
///
/// @param temporary where entries are sorted that do not fit into memory
/// @param memoryBytes for the entries of one sorting; there are two at a time
/// @param parallel questions to the house at a time
/// @param between how long what differed is left alone before it is asked for again
/// @param shown differences of a kind that are told in words
public record AuditScope(
        Breadth breadth,
        Path temporary,
        long memoryBytes,
        int parallel,
        Duration between,
        int shown) {

    /// In which timelines an activity is looked for.
    public enum Breadth {
        /// In each of its subjects'.
        ALL,
        /// In its primary subject's alone.
        PRIMARY
    }
}
