package io.activityledger.webhooks.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.activityledger.schemas.Fact;
import io.activityledger.testkit.HttpProbe.Answer;
import io.activityledger.webhooks.endpoint.Endpoint.LastDelivery;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WebhookDoorsTest extends DoorsFixture {

    @Test
    void whatIsCreatedShowsItsSecretOnceAndCountsFromNowOn() {
        // When
        Answer created = as("ada").post(PATH, BODY.replace("}", ",\"shade of\":1}"));

        // Then
        JsonNode webhook = created.json().at("/data/webhook");
        String id = webhook.path("id").asText();
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Ledger-Effective")).contains("now");
        assertThat(created.header("Ledger-Ignored-Fields")).contains("shade%20of");
        assertThat(fields(webhook))
                .containsExactly(
                        "id", "url", "events", "description", "active", "secret", "created_at");
        assertThat(id)
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        assertThat(webhook.path("created_at").asText()).isEqualTo(Facts.NOON.toString());
        assertThat(memory.find("acme", id).orElseThrow().secrets())
                .containsExactly(new EndpointSecret(webhook.path("secret").asText()));
        assertThat(memory.find("acme", id).orElseThrow().from()).containsExactly(3L, 0L, 41L);
        assertThat(memory.facts).singleElement().extracting(Fact::recordedBy).isEqualTo("ada");
        assertThat(as("bob").get(PATH + "/" + id).body() + as("bob").get(PATH).body())
                .doesNotContain("secret", webhook.path("secret").asText());
    }

    @Test
    void aUrlIsJudgedAsTheCallersWorkspaceIsSet() {
        // Given
        String plain = BODY.replace("https:", "http:");

        // When
        Answer refused = as("ada").post(PATH, plain);
        Answer taken = as("eve").post(PATH, plain);

        // Then
        assertThat(refused.status()).isEqualTo(400);
        assertThat(code(refused)).isEqualTo("invalid_url");
        assertThat(refused.json().at("/error/message").asText()).isEqualTo("No TLS in acme.");
        assertThat(taken.status()).isEqualTo(201);
    }

    @Test
    void theListShowsTheNewestFirstAndHowTheLastDeliveryEnded() {
        // Given
        String old = create("ada");
        clock.advance(Duration.ofSeconds(1));
        String young = create("ada");
        Instant at = Facts.NOON.plusMillis(1_500);
        memory.append(EndpointFacts.health("acme", old, new LastDelivery(false, at), at));

        // When
        Answer list = as("bob").get(PATH);
        Answer one = as("bob").get(PATH + "/" + old.toUpperCase(Locale.ROOT));

        // Then
        assertThat(list.status()).isEqualTo(200);
        assertThat(list.json().at("/data/webhooks").findValuesAsText("id"))
                .containsExactly(young, old);
        assertThat(list.json().at("/data/webhooks/0/last_delivery_status").isNull()).isTrue();
        assertThat(list.json().at("/data/webhooks/1")).isEqualTo(one.json().at("/data/webhook"));
        assertThat(fields(one.json().at("/data/webhook")))
                .containsExactly(
                        "id",
                        "url",
                        "events",
                        "description",
                        "active",
                        "created_at",
                        "last_delivery_status",
                        "last_delivery_at");
        assertThat(one.json().at("/data/webhook/last_delivery_status").asText())
                .isEqualTo("failed");
        assertThat(one.json().at("/data/webhook/last_delivery_at").asText())
                .isEqualTo(at.toString());
    }

    @Test
    void whatIsDeletedIsGone() {
        // Given
        String id = create("ada");

        // When
        Answer deleted = delete("ada", id);
        Answer again = delete("ada", id);

        // Then
        assertThat(deleted.status()).isEqualTo(204);
        assertThat(deleted.body()).isEmpty();
        assertThat(deleted.header("Ledger-Effective")).contains("now");
        assertThat(again.status()).isEqualTo(404);
        assertThat(as("ada").get(PATH).json().at("/data/webhooks")).isEmpty();
        assertThat(as("ada").get(PATH + "/" + id).status()).isEqualTo(404);
    }

    @Test
    void anotherWorkspacesWebhookIsNotThere() {
        // Given
        String id = create("ada");

        // When
        List<Answer> answers =
                List.of(
                        as("eve").get(PATH + "/" + id),
                        delete("eve", id),
                        as("ada").get(PATH + "/nonsense"),
                        as("ada").get(PATH + "/00000000-0000-4000-8000-000000000000"));

        // Then
        assertThat(answers)
                .allSatisfy(answer -> {
                    assertThat(answer.status()).isEqualTo(404);
                    assertThat(code(answer)).isEqualTo("webhook_not_found");
                });
        assertThat(as("eve").get(PATH).json().at("/data/webhooks")).isEmpty();
        assertThat(memory.find("acme", id)).isPresent();
    }

    @Test
    void moreThanAWorkspaceMayHaveAreRefused() {
        // Given
        IntStream.range(0, 3).forEach(_ -> create("ada"));

        // When
        Answer fourth = as("ada").post(PATH, BODY);

        // Then
        assertThat(fourth.status()).isEqualTo(400);
        assertThat(code(fourth)).isEqualTo("validation_error");
        assertThat(fourth.json().at("/error/message").asText()).contains("at most 3");
        assertThat(as("eve").post(PATH, BODY).status()).isEqualTo(201);
    }

    @Test
    void refusalsComeInTheHousesOrder() {
        // When
        List<Answer> answers =
                List.of(
                        as("nobody").post(PATH, BODY),
                        as("bob").post(PATH, BODY),
                        as("ada").post(PATH, "x".repeat(LIMITS.maxBody().asInt() + 1)),
                        as("ada")
                                .answer(
                                        as("ada")
                                                .request(PATH)
                                                .setHeader("Content-Type", "text/plain")
                                                .POST(BodyPublishers.ofString(BODY))),
                        as("ada").post(PATH, "{}"));

        // Then
        assertThat(answers).extracting(Answer::status).containsExactly(401, 403, 413, 415, 400);
        assertThat(answers.getLast().json().at("/error/details/fields").properties())
                .extracting(Map.Entry::getKey)
                .containsExactly("url", "events");
    }
}
