package io.activityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.activityledger.standalone.openapi.ContractProbe;
import io.activityledger.testkit.HttpProbe.Answer;
import io.activityledger.testkit.ScriptedReceiver;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every answer of the doors at which a webhook is made, set, tried and given a new secret is one
/// that docs/openapi.yaml tells of.
class WebhookDoorsIT {

    private static final String SETTINGS =
            """
            "filters":{"activity_types":["call"],"contact_id":"c1","entity_type":"ticket","entity_id":"t1"},
            "rate_limit":20,"max_in_flight":3,"ordering":"per_subject","timeout":5,"schedule":[],
            "headers":{"Authorization":"Bearer planted"}\
            """;

    @TempDir Path temp;

    @Test
    void aWebhookIsMadeSetTriedAndGivenANewSecret() throws Exception {
        DevProcess house = DevProcess.onFreePorts(temp.resolve("data"), temp.resolve("output"));
        try (var receiver = new ScriptedReceiver();
                var probe = new ContractProbe(house.awaitReady().address(), "wbk_dev")) {
            // When
            Answer made =
                    probe.post(
                            "/v1/webhooks",
                            "{\"url\":\"%s\",\"events\":[\"activity.created\"],%s}"
                                    .formatted(receiver.url("/hook"), SETTINGS));
            String path = "/v1/webhooks/" + made.json().at("/data/webhook/id").asText();
            Answer set = patch(probe, path, "{\"description\":\"ours\",\"rate_limit\":null}");
            Answer refused =
                    patch(probe, path, "{\"timeout\":31,\"url\":\"ftp://x\",\"events\":[]}");
            Answer shown = probe.get(path);
            Answer turned = probe.post(path + "/rotate-secret", "{\"overlap\":60}");
            Answer notTurned = probe.post(path + "/rotate-secret", "{\"overlap\":-1}");
            Answer tried = probe.post(path + "/test", "");
            patch(probe, path, "{\"url\":\"http://127.0.0.1:1/\"}");
            Answer unheard = probe.post(path + "/test", "");

            // Then
            assertThat(made.status()).isEqualTo(201);
            assertThat(set.status()).isEqualTo(200);
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.json().at("/error/details/fields").size()).isEqualTo(3);
            assertThat(shown.json()).isEqualTo(set.json());
            assertThat(turned.status()).isEqualTo(200);
            assertThat(notTurned.status()).isEqualTo(400);
            assertThat(tried.json().at("/data/test/delivered").asBoolean()).isTrue();
            assertThat(receiver.received().getFirst().header("Authorization"))
                    .isEqualTo("Bearer planted");
            JsonNode error = unheard.json().at("/data/test/error");
            assertThat(error.asText()).isEqualTo("connection_refused");
            assertThat(made.body() + set.body() + shown.body() + probe.get("/v1/webhooks").body())
                    .doesNotContain("planted");
        } finally {
            house.kill();
        }
    }

    private static Answer patch(ContractProbe probe, String path, String body) {
        return probe.answer(probe.request(path).method("PATCH", BodyPublishers.ofString(body)));
    }
}
