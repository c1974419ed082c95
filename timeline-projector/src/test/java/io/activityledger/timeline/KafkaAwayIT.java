package io.activityledger.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.activityledger.embedded.EmbeddedBroker;
import io.activityledger.embedded.EmbeddedBrokerSettings;
import io.activityledger.embedded.Ports;
import io.activityledger.schemas.Activity;
import io.activityledger.testkit.Activities;
import io.activityledger.testkit.FakeSchemaRegistry;
import io.activityledger.testkit.HttpProbe.Answer;
import io.activityledger.testkit.RegistryOverHttp;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaAwayIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir private Path temp;

    @Test
    void anInstanceWaitsForKafkaAndSaysWhatItsAnswersAreWorthWithoutIt() throws Exception {
        // Given
        var schemas = new FakeSchemaRegistry();
        var settings =
                new EmbeddedBrokerSettings(
                        temp.resolve("broker"), Ports.anyFree(), Ports.anyFree());
        String bootstrapServers = "127.0.0.1:" + settings.kafkaPort();
        Activity activity = Activities.some().about("jane").build();

        try (var registry = new RegistryOverHttp(schemas);
                var instance =
                        new Instance("ada", bootstrapServers, registry.uri(), temp.resolve("ada"))
                                .start()) {
            // When
            Answer before = instance.timeline("jane");
            boolean readyBefore = instance.ready();
            var broker = new EmbeddedBroker(settings).start();
            await().atMost(SOON).until(instance::ready);
            try (var writer = new Writer(bootstrapServers, schemas, Instance.PARTITIONS)) {
                writer.append(activity);
            }
            Answer with = instance.timeline("jane");
            broker.close();
            Answer without = instance.timeline("jane");
            Answer eventual =
                    instance.client()
                            .answer(
                                    instance.client()
                                            .request("/v1/contacts/jane/activities")
                                            .header("Ledger-Consistency", "eventual")
                                            .GET());

            // Then
            assertThat(before.status()).isEqualTo(503);
            assertThat(readyBefore).isFalse();
            assertThat(with.status()).isEqualTo(200);
            assertThat(with.header("Ledger-Stale")).isEmpty();
            assertThat(without.header("Ledger-Stale")).contains("true");
            assertThat(without.body()).isEqualTo(with.body()).contains(activity.id().prefixed());
            assertThat(eventual.status()).isEqualTo(200);
            assertThat(eventual.header("Ledger-Stale")).isEmpty();
        }
    }
}
