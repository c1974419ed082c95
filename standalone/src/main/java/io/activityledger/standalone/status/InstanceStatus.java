package io.activityledger.standalone.status;

import java.net.URI;
import java.util.Map;
import java.util.OptionalDouble;

/// What one instance serves at `/metrics`, or that it does not answer.
public sealed interface InstanceStatus {

    /// Where it was asked.
    URI address();

    /// It answered.
    ///
    /// @param values by name and labels, as served
    record Heard(URI address, Map<String, Double> values) implements InstanceStatus {

        /// Copies the values.
        public Heard {
            values = Map.copyOf(values);
        }

        /// A value without labels; empty where this instance has none of that name.
        public OptionalDouble value(String name) {
            return values.containsKey(name)
                    ? OptionalDouble.of(values.getOrDefault(name, 0.0))
                    : OptionalDouble.empty();
        }

        /// Whether it holds a copy of that partition, to take over.
        boolean standsByFor(String topic, int partition) {
            return values.keySet().stream()
                    .anyMatch(each ->
                            each.startsWith("ledger_timeline_applied_offset{")
                                    && each.contains("role=\"standby\"")
                                    && each.contains("topic=\"" + topic + "\"")
                                    && each.contains("partition=\"" + partition + "\""));
        }
    }

    /// It did not answer; the reason is for people.
    record Silent(URI address, String reason) implements InstanceStatus {}
}
