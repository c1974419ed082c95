package io.activityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.activityledger.standalone.DocumentExample.Client;
import io.activityledger.standalone.openapi.ContractProbe;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The README's first page as its reader lives it: one house, the documents' own examples, a
/// receiver of webhooks, a kill, a second start.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FirstLightJourneyIT {

    private static final String CONTACT = "123e4567-e89b-12d3-a456-426614174000";
    private static final String DEAL = "3f8e1d2c-4b5a-6d7e-8f9a-0b1c2d3e4f5a";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<DevProcess> STARTED = new ArrayList<>();

    @TempDir static Path temp;

    private static DevProcess house;
    private static URI server;
    private static WebhookListener listener;

    @BeforeAll
    static void openTheHouse() throws Exception {
        start();
        ContractProbe probe = probe();
        assertThat(probe.put("/v1/contacts/" + CONTACT, "{\"full_name\":\"Jane\"}").status())
                .isEqualTo(201);
        assertThat(probe.put("/v1/deals/" + DEAL, "{}").status()).isEqualTo(201);
        listener = WebhookListener.registeredWith(probe);
    }

    @AfterAll
    static void closeIt() throws InterruptedException {
        for (DevProcess process : STARTED) {
            process.kill();
        }
        if (listener != null) {
            listener.close();
        }
    }

    @Order(1)
    @ParameterizedTest
    @EnumSource(Client.class)
    void theExampleThatCreatesAnActivityIsOnItsContactsPageAtOnce(Client client) throws Exception {
        // Given
        long before = timeline().path("meta").path("total").longValue();

        // When
        new DocumentExample("create-activity", client).run(server, "", "");

        // Then
        JsonNode page = timeline();
        JsonNode newest = page.path("data").path("activities").path(0);
        assertThat(page.path("meta").path("total").longValue()).isEqualTo(before + 1);
        assertThat(newest.path("title").textValue()).isEqualTo("Discovery call with Jane");
        assertThat(newest.path("deal_id").textValue()).isEqualTo(DEAL);
        assertThat(newest.path("metadata").toString())
                .isEqualTo("{\"duration_minutes\":32,\"direction\":\"outbound\"}");
    }

    @Order(2)
    @ParameterizedTest
    @EnumSource(Client.class)
    void theExampleThatGetsAnActivityGetsIt(Client client) throws Exception {
        // Given
        String id = newestId();
        String showing =
                switch (client) {
                    case CURL -> "";
                    case PYTHON -> "print(response.text)";
                    case JAVASCRIPT -> "console.log(JSON.stringify({ data }));";
                };

        // When
        String answer = new DocumentExample("get-activity", client).run(server, id, showing);

        // Then
        JsonNode activity = JSON.readTree(answer).path("data").path("activity");
        assertThat(activity.path("id").textValue()).isEqualTo(id);
        assertThat(activity.path("contact_id").textValue()).isEqualTo(CONTACT);
    }

    @Order(3)
    @ParameterizedTest
    @EnumSource(Client.class)
    void theExampleThatListsEmailsListsThoseAndNothingElse(Client client) throws Exception {
        // Given
        String email = "{\"type\":\"email\",\"contact_id\":\"" + CONTACT + "\"}";
        assertThat(probe().post("/v1/activities", email).status()).isEqualTo(201);
        String showing =
                switch (client) {
                    case CURL -> "";
                    case PYTHON -> "print(response.text)";
                    case JAVASCRIPT -> "console.log(await response.text());";
                };

        // When
        String answer =
                new DocumentExample("list-contact-activities", client).run(server, "", showing);

        // Then
        JsonNode page = JSON.readTree(answer);
        assertThat(page.path("data").path("activities"))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.path("type").textValue()).isEqualTo("email"));
        assertThat(page.path("meta").path("total").intValue())
                .isEqualTo(page.path("data").path("activities").size());
    }

    @Order(3)
    @ParameterizedTest
    @CsvSource({
        "reevo-log-activity, 3c90c3cc-0d44-4b50-8888-8dd25736052a,"
                + "3c90c3cc-0d44-4b50-8888-8dd25736052a, 3c90c3cc-0d44-4b50-8888-8dd25736052a",
        "nodestash-create-activity, ct_5hJ3kM9pQrVwXyZaB2cD4,"
                + "dl_3xK8nM2qTsYvAzCeB2cD4, co_7rT4mK9pQsVwXyZaB2cD4"
    })
    void theOtherVendorsExampleIsAnActivityThatAllOfThemRead(
            String example, String contact, String deal, String company) throws Exception {
        // Given
        assertThat(probe().put("/v1/contacts/" + contact, "{}").status()).isEqualTo(201);
        assertThat(probe().put("/v1/deals/" + deal, "{}").status()).isEqualTo(201);
        assertThat(probe().put("/v1/companies/" + company, "{}").status()).isEqualTo(201);

        // When
        String answer = new DocumentExample(example, Client.CURL).run(server, "", "");

        // Then
        String id = JSON.readTree(answer).at("/data/id").asText();
        JsonNode leadlex = probe().get("/v1/activities/" + id).json().at("/data/activity");
        JsonNode nodestash =
                probe().get("/nodestash/v1/activities/" + id).json().at("/data/attributes");
        assertThat(leadlex.path("contact_id").textValue()).isEqualTo(contact);
        assertThat(leadlex.path("deal_id").textValue()).isEqualTo(deal);
        assertThat(nodestash.path("company_id").textValue()).isEqualTo(company);
        assertThat(nodestash.path("subject").textValue())
                .isIn("<string>", "Follow up on proposal")
                .isEqualTo(leadlex.path("title").textValue());
    }

    @Order(4)
    @Test
    void allOfThemArrivedAtTheReceiverSignedAsBothStandardsSay() throws Exception {
        // Given
        List<String> posted = ids(timeline());

        // When
        listener.awaitActivities(posted);

        // Then
        assertThat(posted).hasSize(6);
        assertThat(listener.received()).allSatisfy(listener::verify);
        assertThat(listener.received()).allSatisfy(listener::rejectWhenTamperedWith);
    }

    @Order(5)
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    GET  | /health/live                                    |                       | 200
                    GET  | /health/ready                                   |                       | 200
                    GET  | /metrics                                        |                       | 200
                    GET  | /openapi.yaml                                   |                       | 200
                    HEAD | /v1/contacts/nobody/activities                  |                       | 404
                    GET  | /v1/contacts/nobody/activities                  |                       | 404
                    GET  | /v1/contacts/nobody/activities?per_page=0&type= |                       | 400
                    GET  | /v1/contacts/nobody/activities?types=call       |                       | 404
                    GET  | /v1/activities/act_x                            |                       | 404
                    GET  | /v1/webhooks                                    |                       | 200
                    GET  | /v1/webhooks/nobody                             |                       | 404
                    POST | /v1/webhooks                                    | {}                    | 400
                    POST | /v1/webhooks                                    | {"url":"ftp://x","events":["x.y"]} | 400
                    DELETE | /v1/webhooks/nobody                           |                       | 404
                    PATCH | /v1/webhooks/nobody                            | {}                    | 404
                    POST | /v1/webhooks/nobody/rotate-secret               | {}                    | 404
                    POST | /v1/webhooks/nobody/test                        |                       | 404
                    PUT  | /v1/companies/%01                               | {}                    | 400
                    PUT  | /v1/companies/acme                              | {"name": "Acme"}      | 201
                    PUT  | /v1/companies/acme                              | {"id": 7}             | 200
                    POST | /v1/activities                                  | {                     | 400
                    POST | /v1/activities                                  | {"tags": 1}           | 400
                    POST | /v1/activities                                  | {"type":"a","deal_id":"x"}    | 404
                    POST | /v1/activities                                  | {"type":"a","company_id":"x"} | 404
                    POST | /v1/activities                                  | {"type":"a","created_date":"x","x":1} | 201
                    """)
    void whateverIsAskedTheAnswerIsOneThatTheDocumentTellsOf(
            String method, String path, String body, int status) {
        // Given
        var sent = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        var request = probe().request(path).method(method, sent);

        // When
        var answer = probe().answer(request);

        // Then
        assertThat(answer.status()).isEqualTo(status);
    }

    @Order(6)
    @Test
    void aStrangerIsTurnedAwayAsTheDocumentTells() {
        // When
        var answer = new ContractProbe(server, "wbk_nobody").get("/v1/activities/act_x");

        // Then
        assertThat(answer.status()).isEqualTo(401);
    }

    @Order(7)
    @Test
    void whatWasReadAndWhatWasDueBeforeAKillIsThereAndArrivesAfterIt() throws Exception {
        // Given
        listener.refuse();
        String due = create("{\"type\":\"note\",\"contact_id\":\"" + CONTACT + "\"}");
        String webhookId = listener.awaitActivities(List.of(due)).getFirst().header("webhook-id");
        JsonNode before = timeline();
        house.kill();
        listener.accept();

        // When
        start();

        // Then
        assertThat(timeline()).isEqualTo(before);
        assertThat(probe().get("/v1/activities/" + due).status()).isEqualTo(200);
        assertThat(listener.awaitAttempts(webhookId, 2)).allSatisfy(listener::verify);
    }

    @Order(8)
    @Test
    void theStoryGoesOnAfterTheKill() throws Exception {
        // When
        String fresh = create("{\"type\":\"meeting\",\"contact_id\":\"" + CONTACT + "\"}");

        // Then
        assertThat(newestId()).isEqualTo(fresh);
        assertThat(listener.awaitActivities(List.of(fresh))).allSatisfy(listener::verify);
    }

    private static String create(String activity) {
        var answer = probe().post("/v1/activities", activity);
        assertThat(answer.status()).isEqualTo(201);
        return answer.json().at("/data/activity/id").textValue();
    }

    private static List<String> ids(JsonNode page) {
        return page.path("data")
                .path("activities")
                .valueStream()
                .map(activity -> activity.path("id").textValue())
                .toList();
    }

    private static void start() throws Exception {
        Path output = Files.createTempFile(temp, "dev", ".out");
        house = DevProcess.onFreePorts(temp.resolve("data"), output);
        STARTED.add(house);
        server = house.awaitReady().address();
    }

    /// Holds every answer against docs/openapi.yaml.
    private static ContractProbe probe() {
        return new ContractProbe(server, "wbk_dev");
    }

    private static JsonNode timeline() throws Exception {
        return JSON.readTree(probe().get("/v1/contacts/" + CONTACT + "/activities").body());
    }

    private static String newestId() throws Exception {
        return timeline().path("data").path("activities").path(0).path("id").textValue();
    }
}
