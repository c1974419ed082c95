package io.activityledger.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicDifferencesTest {

    private static final TopicSpec SPEC =
            new TopicSpec(
                    "things",
                    16,
                    (short) 3,
                    Map.of("cleanup.policy", "delete", "retention.ms", "-1"));

    private final TopicDifferences differences =
            new TopicDifferences("--bootstrap-server broker:9092");

    @Test
    void aTopicAsItHasToBeHasNoDifference() {
        // Given
        var config = Map.of("cleanup.policy", "delete", "retention.ms", "-1", "x", "y");
        // When
        var problems = differences.between(SPEC, new TopicDifferences.Found(16, 3, config));
        // Then
        assertThat(problems).isEmpty();
    }

    @Test
    void everyDifferenceIsOneSentenceWithItsCommand() {
        // Given
        var found = new TopicDifferences.Found(8, 1, Map.of("cleanup.policy", "compact"));
        // When
        var problems = differences.between(SPEC, found);
        // Then
        assertThat(problems)
                .hasSize(4)
                .extracting(TopicDifference::toString)
                .anyMatch(it -> it.contains("has 8 partitions and must have 16"))
                .anyMatch(it -> it.contains("has 1 replicas and must have at least 3"))
                .anyMatch(it ->
                        it.contains("has cleanup.policy=compact and must have delete")
                                && it.endsWith("--add-config cleanup.policy=delete`"))
                .anyMatch(it -> it.contains("has retention.ms=unset and must have -1"));
    }

    @Test
    void aMissingTopicComesWithTheCommandThatCreatesIt() {
        assertThat(differences.missing(SPEC).toString())
                .endsWith(
                        "Run: `kafka-topics --bootstrap-server broker:9092 --create --topic things"
                                + " --partitions 16 --replication-factor 3"
                                + " --config cleanup.policy=delete --config retention.ms=-1`");
    }

    @Test
    void offsetsMustOutliveAYearOfRest() {
        assertThat(differences.offsetsRetention(Map.of("offsets.retention.minutes", "525600")))
                .isEmpty();
        assertThat(differences.offsetsRetention(Map.of("offsets.retention.minutes", "10080")))
                .isPresent();
        assertThat(differences.offsetsRetention(Map.of())).isPresent();
    }
}
