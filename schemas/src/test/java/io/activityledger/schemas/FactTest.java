package io.activityledger.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.schemas.Fact.Aggregate;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FactTest {

    private static final Fact REVOKED =
            new Fact("a/b", "k1", Fact.REVOKED, Instant.parse("2026-11-21T12:00:00Z"), "ada", "{}");

    @Test
    void aFactReadsBack() {
        for (Aggregate kind : Aggregate.values()) {
            var codec = new FactCodec(kind.topic(), new OneSchema());

            assertThat(codec.decode(codec.writer().encode(REVOKED)))
                    .isEqualTo(new Decoded.Value<>(REVOKED));
        }
    }

    @Test
    void aKeySaysWhatTheFactIsAboutAndCannotBeForged() {
        assertThat(REVOKED.recordKey(Aggregate.API_KEY).text())
                .isEqualTo("a%2Fb/api-key/k1/revoked");
        assertThat(REVOKED.recordKey(Aggregate.WORKSPACE).text())
                .isEqualTo("a%2Fb/workspace/k1/revoked");
    }

    private static final class OneSchema implements SchemaRegistry {

        private String schema = "";

        @Override
        public int register(String subject, String text) {
            schema = text;
            return 7;
        }

        @Override
        public Optional<String> schemaById(int id) {
            return Optional.of(schema);
        }
    }
}
