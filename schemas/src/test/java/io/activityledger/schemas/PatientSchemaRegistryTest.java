package io.activityledger.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PatientSchemaRegistryTest {

    private static final String SCHEMA = "\"string\"";

    private final AwayRegistry registry = new AwayRegistry();
    private final List<String> told = new ArrayList<>();

    @Test
    void aRecordWaitsForARegistryThatIsAway() {
        // Given
        List<Integer> pauses = new ArrayList<>();
        var patient =
                patient(_ -> {
                    pauses.add(told.size());
                    registry.away = pauses.size() < 3;
                });

        // When
        Optional<String> schema = patient.schemaById(1);

        // Then
        assertThat(schema).contains(SCHEMA);
        assertThat(pauses).containsExactly(1, 2, 3);
        assertThat(told).containsExactly("away", "away", "away", "there");
    }

    @Test
    void nobodyWaitsOnceTheServiceCloses() {
        // Given
        var patient = new PatientSchemaRegistry[1];
        patient[0] = patient(_ -> patient[0].close());

        // When
        var waiting = patient[0];

        // Then
        assertThatThrownBy(() -> waiting.schemaById(1))
                .isInstanceOf(SchemaRegistry.Unavailable.class);
        assertThat(told).containsExactly("away");
    }

    private PatientSchemaRegistry patient(PatientSchemaRegistry.Pause pause) {
        return new PatientSchemaRegistry(registry, () -> told.add("there"), told::add, pause);
    }

    /// Knows one schema, and says so when it is there.
    private static final class AwayRegistry implements SchemaRegistry {

        private boolean away = true;

        @Override
        public int register(String subject, String schema) {
            throw new AssertionError("nothing is registered here");
        }

        @Override
        public Optional<String> schemaById(int id) {
            if (away) {
                throw new Unavailable("away");
            }
            return Optional.of(SCHEMA);
        }
    }
}
