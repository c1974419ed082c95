package io.activityledger.dialects.reading;

import java.time.Duration;
import java.time.Instant;

/// How much does one activity hold, and when can it have happened? The same whichever dialect
/// writes it.
public final class ActivityLimits {

    public static final int LONGEST_TYPE = 64;
    public static final int LONGEST_TITLE = 500;
    public static final int LONGEST_NAME = 500;
    public static final int LONGEST_EXTERNAL_ID = 128;
    public static final int LARGEST_METADATA_BYTES = 8_192;
    public static final int MOST_TAGS = 20;
    public static final int LONGEST_TAG = 50;
    public static final int MOST_SUBJECTS = 24;

    /// Before it nothing happened that is worth a timeline.
    public static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");

    /// The last instant that has four digits for its year.
    public static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    /// Clocks differ; what is planned for later has not happened.
    public static final Duration FURTHEST_AHEAD = Duration.ofHours(24);

    private ActivityLimits() {}
}
