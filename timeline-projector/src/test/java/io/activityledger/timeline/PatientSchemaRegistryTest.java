package io.activityledger.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.activityledger.kit.lifecycle.Readiness;
import io.activityledger.schemas.SchemaRegistry;
import io.activityledger.testkit.FakeSchemaRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PatientSchemaRegistryTest {

    private final FakeSchemaRegistry registry = new FakeSchemaRegistry();
    private final Readiness readiness = new Readiness();
    private final Readiness.Gate gate = readiness.require("schema registry", "not asked yet");

    @Test
    void aRecordWaitsForARegistryThatIsAway() {
        // Given
        int id = registry.register("activities-value", "\"string\"");
        List<Boolean> readyMeanwhile = new ArrayList<>();
        var patient =
                new PatientSchemaRegistry(
                        registry,
                        gate,
                        _ -> {
                            readyMeanwhile.add(readiness.report().ready());
                            if (readyMeanwhile.size() == 3) {
                                registry.comeBack();
                            }
                        });
        registry.goDown();

        // When
        Optional<String> schema = patient.schemaById(id);

        // Then
        assertThat(schema).contains("\"string\"");
        assertThat(readyMeanwhile).containsExactly(false, false, false);
        assertThat(readiness.report().ready()).isTrue();
    }

    @Test
    void nobodyWaitsOnceTheServiceCloses() {
        // Given
        registry.goDown();
        var patient = new PatientSchemaRegistry[1];
        patient[0] = new PatientSchemaRegistry(registry, gate, _ -> patient[0].close());

        // When
        var waiting = patient[0];

        // Then
        assertThatThrownBy(() -> waiting.schemaById(1))
                .isInstanceOf(SchemaRegistry.Unavailable.class);
    }
}
