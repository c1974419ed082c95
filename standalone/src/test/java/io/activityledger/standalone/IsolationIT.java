package io.activityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.schemas.Routes;
import io.activityledger.schemas.Routes.Route;
import io.activityledger.testkit.HttpProbe;
import io.activityledger.testkit.HttpProbe.Answer;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every door of the house, tried without a key, with a key that may nothing, and with one of
/// another workspace that may everything there.
class IsolationIT {

    private static final String PLANTED = "planted";
    private static final String KEYS =
            """
            {"keys": [
             {"key": "owner", "workspace": "acme", "user_id": "u1", "permissions": ["*"]},
             {"key": "stranger", "workspace": "rival", "user_id": "u2", "permissions": ["*"]},
             {"key": "idle", "workspace": "acme", "user_id": "u3", "permissions": []}]}
            """;

    @TempDir static Path temp;

    private static DevProcess house;
    private static URI address;
    private static Map<String, String> ids;

    @BeforeAll
    static void fillTheHouse() throws Exception {
        Path keys = Files.writeString(temp.resolve("keys.json"), KEYS);
        house =
                DevProcess.start(
                        Map.of("LEDGER_KEYS_FILE", keys.toString()),
                        temp.resolve("data"),
                        temp.resolve("output"),
                        "--http-port=0",
                        "--kafka-port=0",
                        "--registry-port=0");
        house.awaitReady();
        address = house.address();
        try (var owner = new HttpProbe(address, "owner")) {
            created(owner.put("/v1/contacts/c1", "{\"full_name\":\"planted name\"}"));
            created(owner.put("/v1/deals/c1", "{\"name\":\"planted deal\"}"));
            created(owner.put("/v1/companies/c1", "{\"name\":\"planted company\"}"));
            Answer activity =
                    owner.post(
                            "/v1/activities",
                            "{\"type\":\"note\",\"title\":\"planted"
                                    + " title\",\"contact_id\":\"c1\"}");
            Answer webhook =
                    owner.post(
                            "/v1/webhooks",
                            "{\"url\":\"https://planted.example.com/\",\"events\":[\"activity.created\"]}");
            Answer key =
                    owner.post(
                            "/v1/api-keys",
                            "{\"name\":\"planted key\",\"permissions\":[\"activities:read\"]}");
            ids =
                    Map.of(
                            "activities", created(activity).json().at("/data/activity/id").asText(),
                            "webhooks", created(webhook).json().at("/data/webhook/id").asText(),
                            "api-keys", created(key).json().at("/data/id").asText());
        }
    }

    @AfterAll
    static void end() throws InterruptedException {
        house.terminate();
        house.awaitEnd();
    }

    @Test
    void withoutAKeyNoDoorOpens() {
        eachDoor("", (door, answer) -> assertThat(answer.status()).as(door).isEqualTo(401));
        eachDoor("nobody", (door, answer) -> assertThat(answer.status()).as(door).isEqualTo(401));
    }

    @Test
    void aKeyWithoutPermissionsOpensNoDoor() {
        eachDoor("idle", (door, answer) -> assertThat(answer.status()).as(door).isEqualTo(403));
    }

    @Test
    void aStrangerSeesNothingAndChangesNothing() {
        // When
        eachDoor(
                "stranger",
                (door, answer) -> {
                    // Then
                    assertThat(answer.status()).as(door).isNotIn(401, 403).isLessThan(500);
                    assertThat(answer.body()).as(door).doesNotContain(PLANTED);
                });
        try (var owner = new HttpProbe(address, "owner")) {
            for (String path :
                    List.of(
                            "/v1/activities/" + ids.get("activities"),
                            "/v1/contacts/c1/activities",
                            "/v1/contacts/c1",
                            "/v1/deals/c1",
                            "/v1/companies/c1",
                            "/v1/webhooks/" + ids.get("webhooks"),
                            "/v1/api-keys/" + ids.get("api-keys"))) {
                Answer answer = owner.get(path);
                assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
                assertThat(answer.body()).contains(PLANTED);
            }
        }
    }

    private static void eachDoor(String key, Judgement judgement) {
        try (var client = new HttpProbe(address, key)) {
            for (Route route : Routes.ALL) {
                for (String path : route.paths()) {
                    String one =
                            path.replace("{id}", ids.getOrDefault(noun(path), "c1"))
                                    .replaceAll("\\{\\w+}", "c1");
                    // A stream that opens would not end.
                    String target = one.endsWith("/stream") ? one + "?after=nothing" : one;
                    var body =
                            route.method().equals("GET")
                                    ? BodyPublishers.noBody()
                                    : BodyPublishers.ofString(
                                            "{\"type\":\"note\",\"contact_id\":\"c1\"}");
                    Answer answer =
                            client.answer(client.request(target).method(route.method(), body));
                    judgement.of(route.method() + " " + target + ": " + answer, answer);
                }
            }
        }
    }

    /// What an id in a path names: the word before it.
    private static String noun(String path) {
        String before = path.contains("/{id}") ? path.substring(0, path.indexOf("/{id}")) : path;
        return before.substring(before.lastIndexOf('/') + 1);
    }

    private static Answer created(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer;
    }

    @FunctionalInterface
    private interface Judgement {
        void of(String door, Answer answer);
    }
}
