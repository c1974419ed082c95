package io.activityledger.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.schemas.WebhookAttempt.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WebhookCodecsTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final SchemaRegistry registry = new OneShelf();

    @Test
    void aFactAboutAnEndpointReadsBack() {
        var codec = new FactCodec(Topics.WEBHOOK_ENDPOINTS, registry);
        var fact = new Fact("dev", "e1", Fact.CREATED, NOON, "ada", "{\"a\":1}");

        assertThat(codec.decode(codec.writer().encode(fact))).isEqualTo(new Decoded.Value<>(fact));
        assertThat(fact.recordKey(Fact.Aggregate.WEBHOOK).text())
                .isEqualTo("dev/webhook/e1/created");
    }

    @Test
    void aDeliveryReadsBackAndIsKeyedByItsEndpoint() {
        var codec = new WebhookDeliveryCodec(registry);
        var delivery =
                new WebhookDelivery(
                        "msg_1",
                        "dev",
                        "e/1",
                        "activity.created",
                        "0199",
                        NOON,
                        3,
                        1L << 40,
                        "dev/contact/c1",
                        "{\"emoji\":\"😀\"}");

        var traced = delivery.within("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

        assertThat(codec.decode(codec.writer().encode(delivery)))
                .isEqualTo(new Decoded.Value<>(delivery));
        assertThat(codec.decode(codec.writer().encode(traced)))
                .isEqualTo(new Decoded.Value<>(traced));
        assertThat(delivery.recordKey().text()).isEqualTo("dev/webhook/e%2F1");
    }

    @Test
    void anAttemptReadsBackWithAndWithoutAnAnswer() {
        var codec = new WebhookAttemptCodec(registry);
        var answered = attempt(Outcome.RETRYING, 503, "busy", "http_error", null, NOON);
        var silent = attempt(Outcome.EXHAUSTED, null, null, "timeout", "no answer", null);

        assertThat(codec.decode(codec.writer().encode(answered)))
                .isEqualTo(new Decoded.Value<>(answered));
        assertThat(codec.decode(codec.writer().encode(silent)))
                .isEqualTo(new Decoded.Value<>(silent));
    }

    private static WebhookAttempt attempt(
            Outcome outcome,
            Integer status,
            String body,
            String error,
            String detail,
            Instant next) {
        return new WebhookAttempt(
                "d1",
                "msg_1",
                "dev",
                "e1",
                "activity.created",
                "0199",
                2,
                NOON,
                17,
                outcome,
                status,
                body,
                error,
                detail,
                next);
    }

    /// Ids are places on one shelf.
    private static final class OneShelf implements SchemaRegistry {

        private final List<String> shelf = new ArrayList<>();

        @Override
        public int register(String subject, String schema) {
            shelf.add(schema);
            return shelf.size() - 1;
        }

        @Override
        public Optional<String> schemaById(int id) {
            return Optional.of(shelf.get(id));
        }
    }
}
