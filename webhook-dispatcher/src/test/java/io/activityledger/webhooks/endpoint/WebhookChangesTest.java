package io.activityledger.webhooks.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.activityledger.kit.kafka.CaughtUp;
import io.activityledger.schemas.Fact;
import io.activityledger.testkit.HttpProbe.Answer;
import io.activityledger.webhooks.endpoint.EndpointSettings.Ordering;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookChangesTest extends DoorsFixture {

    private static final String ALL =
            """
            {"url":"https://b.example/y","events":["deal.created","activity.created","deal.created"],
             "description":"ours","active":false,
             "filters":{"activity_types":["call","note","call"],"contact_id":"c1","deal_id":"d1","company_id":null,
                        "entity_type":"ticket","entity_id":"123E4567-E89B-12D3-A456-426614174000"},
             "rate_limit":20,"max_in_flight":3,"ordering":"per_subject",
             "headers":{"Authorization":"Bearer planted","X-Team":"crm"},"timeout":5,"schedule":[1,60,86400]}\
            """;

    @Test
    void whatIsNamedIsDifferentAndEachFieldIsAFactOfItsOwn() {
        // Given
        String id = create("ada");

        // When
        Answer patched = patch("ada", id, ALL);

        // Then
        JsonNode webhook = patched.json().at("/data/webhook");
        assertThat(patched.status()).as(patched.toString()).isEqualTo(200);
        assertThat(patched.header("Ledger-Effective")).contains("now");
        assertThat(webhook.path("url").asText()).isEqualTo("https://b.example/y");
        assertThat(webhook.path("events").toString())
                .isEqualTo("[\"deal.created\",\"activity.created\"]");
        assertThat(webhook.path("description").asText()).isEqualTo("ours");
        assertThat(webhook.path("active").asBoolean()).isFalse();
        assertThat(webhook.path("filters").toString())
                .isEqualTo(
                        "{\"activity_types\":[\"call\",\"note\"],\"contact_id\":\"c1\",\"deal_id\":\"d1\","
                                + "\"entity_type\":\"ticket\",\"entity_id\":\"123e4567-e89b-12d3-a456-426614174000\"}");
        assertThat(webhook.path("header_names").toString())
                .isEqualTo("[\"Authorization\",\"X-Team\"]");
        assertThat(webhook.path("schedule").toString()).isEqualTo("[1,60,86400]");
        assertThat(as("bob").get(PATH + "/" + id).json()).isEqualTo(patched.json());
        assertThat(memory.facts.stream().skip(1))
                .extracting(Fact::fact)
                .containsExactly(
                        "config/url",
                        "config/events",
                        "config/description",
                        "config/active",
                        "config/filters",
                        "config/rate_limit",
                        "config/max_in_flight",
                        "config/ordering",
                        "config/headers",
                        "config/timeout",
                        "config/schedule");
        EndpointSettings settings = memory.find("acme", id).orElseThrow().settings();
        assertThat(settings.ordering()).isEqualTo(Ordering.PER_SUBJECT);
        assertThat(settings.timeoutOr(Duration.ZERO)).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.headers().values()).containsEntry("Authorization", "Bearer planted");
    }

    @Test
    void whatIsNotNamedStaysAndNullIsAsTheHouseHasIt() {
        // Given
        String id = create("ada");
        patch("ada", id, ALL);

        // When
        Answer one = patch("ada", id, "{\"rate_limit\":7}");
        Answer usual =
                patch(
                        "ada",
                        id,
                        "{\"filters\":null,\"rate_limit\":null,\"max_in_flight\":null,\"ordering\":null,"
                                + "\"headers\":null,\"timeout\":null,\"schedule\":null,"
                                + "\"description\":null,\"active\":null}");

        // Then
        assertThat(one.json().at("/data/webhook/rate_limit").asInt()).isEqualTo(7);
        assertThat(one.json().at("/data/webhook/timeout").asInt()).isEqualTo(5);
        assertThat(one.json().at("/data/webhook/url").asText()).isEqualTo("https://b.example/y");
        assertThat(fields(usual.json().at("/data/webhook")))
                .containsExactly(
                        "id",
                        "url",
                        "events",
                        "description",
                        "active",
                        "created_at",
                        "last_delivery_status",
                        "last_delivery_at");
        assertThat(usual.json().at("/data/webhook/active").asBoolean()).isTrue();
        assertThat(usual.json().at("/data/webhook/description").isNull()).isTrue();
        assertThat(memory.find("acme", id).orElseThrow().settings())
                .isEqualTo(EndpointSettings.usual());
    }

    @Test
    void whatIsSetAtCreationIsSetAndAValueOfAHeaderIsNeverShownNorLiesOpen() {
        // When
        Answer created =
                as("ada")
                        .post(
                                PATH,
                                "{\"url\":\"https://a.example/x\",\"events\":[\"activity.created\"],\"schedule\":[],"
                                        + "\"headers\":{\"Authorization\":\"Bearer planted\"},\"ordering\":null}");

        // Then
        assertThat(created.status()).as(created.toString()).isEqualTo(201);
        String id = created.json().at("/data/webhook/id").asText();
        EndpointSettings settings = memory.find("acme", id).orElseThrow().settings();
        assertThat(settings.headers().values()).containsEntry("Authorization", "Bearer planted");
        assertThat(settings.schedule()).isEmpty();
        assertThat(created.json().at("/data/webhook/schedule").isArray()).isTrue();
        assertThat(created.body() + as("bob").get(PATH).body() + memory.facts + settings)
                .contains("Authorization")
                .doesNotContain("planted");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"url\":\"http://a.example\"}|invalid_url|url",
                "{\"url\":null}|invalid_url|url",
                "{\"url\":\"\"}|invalid_url|url",
                "{\"events\":[]}|invalid_events|events",
                "{\"events\":null}|invalid_events|events",
                "{\"events\":[\"nonsense\"]}|invalid_events|events",
                "{\"active\":\"yes\"}|validation_error|active",
                "{\"description\":7}|validation_error|description",
                "{\"filters\":[]}|validation_error|filters",
                "{\"filters\":{\"shade\":1}}|validation_error|filters",
                "{\"filters\":{\"activity_types\":[]}}|validation_error|filters",
                "{\"filters\":{\"activity_types\":[\"\"]}}|validation_error|filters",
                "{\"filters\":{\"contact_id\":\"\"}}|validation_error|filters",
                "{\"filters\":{\"contact_id\":7}}|validation_error|filters",
                "{\"filters\":{\"entity_id\":\"t1\"}}|validation_error|filters",
                "{\"rate_limit\":0}|validation_error|rate_limit",
                "{\"rate_limit\":1001}|validation_error|rate_limit",
                "{\"rate_limit\":1.5}|validation_error|rate_limit",
                "{\"rate_limit\":\"7\"}|validation_error|rate_limit",
                "{\"max_in_flight\":65}|validation_error|max_in_flight",
                "{\"ordering\":\"fifo\"}|validation_error|ordering",
                "{\"timeout\":31}|validation_error|timeout",
                "{\"schedule\":5}|validation_error|schedule",
                "{\"schedule\":[0]}|validation_error|schedule",
                "{\"schedule\":[86401]}|validation_error|schedule",
                "{\"schedule\":[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]}|validation_error|schedule",
                "{\"headers\":[\"X-A\"]}|validation_error|headers",
                "{\"headers\":{\"\":\"x\"}}|validation_error|headers",
                "{\"headers\":{\"X A\":\"x\"}}|validation_error|headers",
                "{\"headers\":{\"X-A\":\"\"}}|validation_error|headers",
                "{\"headers\":{\"X-A\":\" x\"}}|validation_error|headers",
                "{\"headers\":{\"X-A\":\"x\\r\\nHost: y\"}}|validation_error|headers",
                "{\"headers\":{\"X-A\":\"é\"}}|validation_error|headers",
                "{\"headers\":{\"X-A\":\"x\",\"x-a\":\"y\"}}|validation_error|headers",
                "{\"headers\":{\"Host\":\"x\"}}|validation_error|headers",
                "{\"headers\":{\"webhook-signature\":\"x\"}}|validation_error|headers",
                "{\"headers\":{\"X-LeadLex-Signature\":\"x\"}}|validation_error|headers",
                "{\"headers\":{\"Transfer-Encoding\":\"chunked\"}}|validation_error|headers",
                "{\"headers\":{\"Content-Length\":\"1\"}}|validation_error|headers",
                "{\"headers\":{\"Proxy-Authorization\":\"x\"}}|validation_error|headers",
                "[]|validation_error|",
                "{\"url\":|validation_error|"
            })
    void whatCannotBeIsRefusedAndChangesNothing(String body, String code, String field) {
        // Given
        String id = create("ada");

        // When
        Answer refused = patch("ada", id, body);

        // Then
        assertThat(refused.status()).as(refused.toString()).isEqualTo(400);
        assertThat(code(refused)).isEqualTo(code);
        if (field != null) {
            assertThat(fields(refused.json().at("/error/details/fields"))).containsExactly(field);
        }
        assertThat(memory.facts).hasSize(1);
    }

    @Test
    void headersHaveTheirBounds() {
        // Given
        String id = create("ada");
        StringBuilder many = new StringBuilder();
        for (int each = 0; each < 21; each++) {
            many.append(each == 0 ? "" : ",").append("\"X-%d\":\"v\"".formatted(each));
        }
        String large =
                "\"X-1\":\"%1$s\",\"X-2\":\"%1$s\",\"X-3\":\"%1$s\"".formatted("v".repeat(1_024));

        // When
        List<Answer> answers =
                List.of(
                        patch("ada", id, "{\"headers\":{" + many + "}}"),
                        patch("ada", id, "{\"headers\":{\"X\":\"" + "v".repeat(1_025) + "\"}}"),
                        patch(
                                "ada",
                                id,
                                "{\"headers\":{"
                                        + large
                                        + ",\"X-4\":\""
                                        + "v".repeat(1_013)
                                        + "\"}}"),
                        patch(
                                "ada",
                                id,
                                "{\"headers\":{"
                                        + large
                                        + ",\"X-4\":\""
                                        + "v".repeat(1_012)
                                        + "\"}}"));

        // Then
        assertThat(answers).extracting(Answer::status).containsExactly(400, 400, 400, 200);
    }

    @Test
    void whoIsNotThereOrNotAllowedChangesNothing() {
        // Given
        String id = create("ada");

        // When
        List<Answer> answers =
                List.of(
                        patch("eve", id, "{\"active\":false}"),
                        patch("ada", "00000000-0000-4000-8000-000000000000", "{}"),
                        patch("bob", id, "{\"active\":false}"),
                        patch("nobody", id, "{\"active\":false}"));

        // Then
        assertThat(answers).extracting(Answer::status).containsExactly(404, 404, 403, 401);
        assertThat(memory.facts).hasSize(1);
    }

    @Test
    void whatSaysNothingChangesNothingAndWhatNobodyKnowsIsTold() {
        // Given
        String id = create("ada");

        // When
        Answer patched = patch("ada", id, "{\"shade of\":1}");

        // Then
        assertThat(patched.status()).isEqualTo(200);
        assertThat(patched.header("Ledger-Ignored-Fields")).contains("shade%20of");
        assertThat(memory.facts).hasSize(1);
    }

    @Test
    void whileKafkaIsAwayNoChangeIsPromised() {
        // Given
        String id = create("ada");
        List<Answer> answers = new ArrayList<>();

        // When
        memory.refusal =
                Optional.of(new EndpointLog.Append.Unavailable(Duration.ofMillis(1_500), "away"));
        answers.add(patch("ada", id, "{\"active\":false}"));
        answers.add(as("ada").post(PATH + "/" + id + "/rotate-secret", "{}"));
        memory.reading = new CaughtUp.Unread("not yet");
        answers.add(patch("ada", id, "{\"active\":false}"));
        answers.add(as("ada").post(PATH + "/" + id + "/rotate-secret", "{}"));

        // Then
        assertThat(answers)
                .allSatisfy(answer -> {
                    assertThat(answer.status()).isEqualTo(503);
                    assertThat(answer.header("Retry-After")).contains("2");
                });
        assertThat(memory.find("acme", id).orElseThrow().active()).isTrue();
    }
}
