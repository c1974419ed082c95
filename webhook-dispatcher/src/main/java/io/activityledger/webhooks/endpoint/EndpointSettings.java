package io.activityledger.webhooks.endpoint;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What has an endpoint been set to, beyond what LeadLex knows of webhooks? What is null is as the
/// house has it.
///
/// @param rateLimit deliveries that may start in a second
/// @param maxInFlight requests to its receiver at a time
/// @param timeout for one attempt
/// @param schedule the waits before each attempt after the first
public record EndpointSettings(
        EndpointFilter filter,
        @Nullable Integer rateLimit,
        @Nullable Integer maxInFlight,
        Ordering ordering,
        CustomHeaders headers,
        @Nullable Duration timeout,
        @Nullable List<Duration> schedule) {

    private static final EndpointSettings USUAL =
            new EndpointSettings(
                    EndpointFilter.all(),
                    null,
                    null,
                    Ordering.NONE,
                    CustomHeaders.none(),
                    null,
                    null);

    public EndpointSettings {
        schedule = schedule == null ? null : List.copyOf(schedule);
    }

    /// In which order an endpoint hears of activities.
    public enum Ordering {
        /// As soon as each is due.
        NONE("none"),
        /// Those with the same primary subject in the order of the log.
        PER_SUBJECT("per_subject");

        private final String word;

        Ordering(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /// Everything as the house has it.
    public static EndpointSettings usual() {
        return USUAL;
    }

    EndpointSettings with(CustomHeaders own) {
        return own.values().isEmpty() && headers.values().isEmpty()
                ? this
                : new EndpointSettings(
                        filter, rateLimit, maxInFlight, ordering, own, timeout, schedule);
    }

    /// Its own timeout, or else the house's.
    public Duration timeoutOr(Duration usual) {
        return Objects.requireNonNullElse(timeout, usual);
    }

    /// Its own bound on requests at a time, or else the house's.
    public int maxInFlightOr(int usual) {
        return Objects.requireNonNullElse(maxInFlight, usual);
    }
}
