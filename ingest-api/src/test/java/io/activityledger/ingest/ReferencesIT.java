package io.activityledger.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.testkit.HttpProbe.Answer;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What one instance is told of contacts, deals and companies, every instance knows.
class ReferencesIT {

    private static final String PATH = "/v1/activities";

    @RegisterExtension static final IngestHouse HOUSE = new IngestHouse("first", "second");

    @Test
    void ofManyWhoPutTheSameAtOnceExactlyOneCreatesIt() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 10; round++) {
                // Given
                String path = "/functions/v1/api-gateway/v1/companies/same-" + round;
                Callable<Integer> putting = () -> put(path, "{\"a\":[1.0]}").status();

                // When
                var statuses =
                        threads.invokeAll(IntStream.range(0, 8).mapToObj(_ -> putting).toList());

                // Then
                assertThat(statuses).extracting(ReferencesIT::outcome).containsOnlyOnce(201);
                assertThat(statuses).extracting(ReferencesIT::outcome).containsOnly(200, 201);
            }
        }
    }

    @Test
    void aReferenceKeepsEveryFieldAndTheIdOfItsPath() {
        // When
        Answer answer = put("/v1/deals/a%2Fb", "{\"id\":\"x\",\"amount\":1.50,\"z\":{}}");

        // Then
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body()).isEqualTo("{\"data\":{\"id\":\"a/b\",\"amount\":1.50,\"z\":{}}}");
        assertThat(put("/v1/deals/a%2Fb", "[]").status()).isEqualTo(400);
    }

    @Test
    void anInstanceThatComesLaterKnowsWhatTheFirstWasTold() {
        // Given
        put("/v1/contacts/shared", "{}");

        // When
        try (var third = HOUSE.run("third").ready()) {
            // Then
            assertThat(third.client().post(PATH, about("shared")).status()).isEqualTo(201);
            assertThat(third.client().put("/v1/contacts/shared", "{}").status()).isEqualTo(200);
        }
    }

    @Test
    void whatOneInstanceIsToldTheOtherShowsAtOnce() {
        for (int round = 0; round < 20; round++) {
            // Given
            String path = "/v1/deals/shared-" + round;
            Answer before = second().client().get(path);
            first().client().put(path, "{\"amount\":1.10}");

            // When
            Answer after = second().client().get(path);
            first().client().put(path, "{\"amount\":2}");
            Answer replaced = second().client().get(path);

            // Then
            assertThat(before.status()).isEqualTo(404);
            assertThat(before.json().at("/error/code").asText()).isEqualTo("deal_not_found");
            assertThat(after.status()).isEqualTo(200);
            assertThat(after.body())
                    .isEqualTo(
                            "{\"data\":{\"id\":\"shared-%d\",\"amount\":1.10}}".formatted(round));
            assertThat(replaced.body()).contains("\"amount\":2}");
        }
    }

    @Test
    void whatIsDeletedIsGoneEverywhereAndMayComeAnew() {
        for (int round = 0; round < 20; round++) {
            // Given
            String path = "/v1/contacts/gone-" + round;
            String about = "{\"type\":\"call\",\"contact_id\":\"gone-" + round + "\"}";
            first().client().put(path, "{}");

            // When
            Answer deleted = delete(second(), path);
            Answer again = delete(second(), path);

            // Then
            assertThat(deleted.status()).as(deleted.toString()).isEqualTo(204);
            assertThat(again.status()).isEqualTo(204);
            assertThat(first().client().get(path).status()).isEqualTo(404);
            assertThat(second().client().post("/v1/activities", about).status()).isEqualTo(404);
            assertThat(first().client().put(path, "{}").status()).isEqualTo(201);
            assertThat(first().client().put(path, "{}").status()).isEqualTo(200);
        }
    }

    @Test
    void aCreatedContactIsKnownEverywhereUnderAnIdOfOurs() {
        // When
        Answer answer =
                first().client()
                        .post(
                                "/v1/contacts",
                                "{\"full_name\":\"Ada Lovelace\",\"phone\":\"1\",\"created_date\":\"x\"}");

        // Then
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        assertThat(answer.header("Ledger-Adjusted")).contains("created_date");
        assertThat(answer.json().at("/data/last_name").asText()).isEqualTo("Lovelace");
        String id = answer.json().at("/data/id").asText();
        assertThat(id)
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        Answer kept = second().client().get("/v1/contacts/" + id);
        assertThat(kept.json().at("/data/phone").asText()).isEqualTo("1");
        String about = "{\"type\":\"call\",\"contact_id\":\"" + id + "\"}";
        assertThat(second().client().post("/v1/activities", about).status()).isEqualTo(201);
    }

    @Test
    void fiveHundredContactsAndFiftyDealsComeAtOnce() {
        // Given
        String contacts = list("contacts", 500, "{\"full_name\":\"N\"}");
        String deals = list("deals", 50, "{\"name\":\"D\"}");

        // When
        Answer ofContacts = first().client().post("/v1/contacts/bulk", contacts);
        Answer ofDeals = first().client().post("/v1/deals/bulk", deals);

        // Then
        assertThat(ofContacts.status()).as(ofContacts.toString()).isEqualTo(201);
        assertThat(ofContacts.json().at("/data/created").asInt()).isEqualTo(500);
        assertThat(ofDeals.json().at("/data")).hasSize(50);
        String last = ofContacts.json().at("/data/contacts/499/id").asText();
        assertThat(second().client().get("/v1/contacts/" + last).status()).isEqualTo(200);
        assertThat(first().client().post("/v1/contacts/bulk", list("contacts", 501, "{}")).status())
                .isEqualTo(400);
    }

    @Test
    void aDealIsRefusedThatPointsAtNobody() {
        // Given
        first().client().put("/v1/contacts/main", "{}");
        String body = "{\"name\":\"D\",\"contact_id\":\"main\",\"related_company_id\":\"none\"}";

        // When
        Answer refused = first().client().post("/v1/deals", body);

        // Then
        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.json().at("/error/code").asText()).isEqualTo("company_not_found");
        assertThat(first().client().post("/v1/deals", "{\"contact_id\":\"main\"}").status())
                .isEqualTo(400);
        first().client().put("/v1/companies/none", "{}");
        assertThat(first().client().post("/v1/deals", body).status()).isEqualTo(201);
    }

    private static RunningIngest first() {
        return HOUSE.instance("first");
    }

    private static RunningIngest second() {
        return HOUSE.instance("second");
    }

    private static Answer put(String path, String body) {
        return first().client().put(path, body);
    }

    private static int outcome(Future<Integer> status) {
        try {
            return status.get();
        } catch (InterruptedException | ExecutionException failure) {
            throw new AssertionError(failure);
        }
    }

    private static String about(String contact) {
        return "{\"type\":\"call\",\"contact_id\":\"" + contact + "\"}";
    }

    private static Answer delete(RunningIngest ingest, String path) {
        return ingest.client().answer(ingest.client().request(path).DELETE());
    }

    private static String list(String name, int size, String item) {
        return IntStream.range(0, size)
                .mapToObj(_ -> item)
                .collect(Collectors.joining(",", "{\"" + name + "\":[", "]}"));
    }
}
