package io.activityledger.standalone.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What the contract must not let pass.
class OpenApiContractTest {

    private static final OpenApiContract CONTRACT = OpenApiContract.ofTheHouse();
    private static final String PATH = "/v1/contacts/jane/activities";
    private static final String PAGE =
            "{\"data\":{\"activities\":[]},\"meta\":{\"page\":1,\"per_page\":50,\"total\":0,"
                    + "\"next_cursor\":null,\"prev_cursor\":null}}";
    private static final String NONE =
            "{\"error\":{\"code\":\"contact_not_found\",\"message\":\"No contact with this ID\"}}";

    @Test
    void anAnswerAsToldHasNoDifference() {
        assertThat(CONTRACT.differences(page(PAGE))).isEmpty();
        assertThat(CONTRACT.differences(answer(404, NONE, Map.of()))).isEmpty();
        assertThat(CONTRACT.differences(answer(200, PAGE, Map.of("ledger-stale", "true"))))
                .isEmpty();
    }

    @Test
    void theSameHoldsUnderTheOtherBasePathAndWithAQuery() {
        // When
        var exchange = asked("GET", "/functions/v1/api-gateway" + PATH + "?page=2", PAGE);

        // Then
        assertThat(CONTRACT.differences(exchange)).isEmpty();
        assertThat(CONTRACT.differences(asked("GET", "/functions/v1/api-gateway/metrics", "")))
                .containsExactly("there is no such operation");
    }

    @Test
    void aFieldTooManyTooFewOrOfAnotherKindIsADifference() {
        assertThat(CONTRACT.differences(page(PAGE.replace("\"total\":0", "\"total\":0,\"x\":1"))))
                .singleElement()
                .asString()
                .startsWith("body/meta")
                .contains("'x'");
        assertThat(CONTRACT.differences(page(PAGE.replace(",\"total\":0", "")))).hasSize(1);
        assertThat(CONTRACT.differences(page(PAGE.replace("0", "\"0\"")))).isNotEmpty();
        assertThat(CONTRACT.differences(page("[" + PAGE))).containsExactly("the body is no JSON");
    }

    @Test
    void aStatusCodeOrOperationThatIsNotToldOfIsADifference() {
        assertThat(CONTRACT.differences(answer(202, PAGE, Map.of()))).hasSize(1);
        assertThat(CONTRACT.differences(answer(404, NONE.replace("contact", "deal"), Map.of())))
                .hasSize(1);
        assertThat(CONTRACT.differences(asked("PATCH", PATH, PAGE))).hasSize(1);
        assertThat(CONTRACT.differences(asked("GET", "/v1/nothing", PAGE))).hasSize(1);
    }

    @Test
    void aHeaderThatIsMissingWrongOrNotToldOfIsADifference() {
        assertThat(CONTRACT.differences(answer(200, PAGE, Map.of("Ledger-Stale", "yes"))))
                .hasSize(1);
        assertThat(CONTRACT.differences(answer(200, PAGE, Map.of("Ledger-Other", "yes"))))
                .containsExactly("header Ledger-Other is not told of");
        assertThat(CONTRACT.differences(answer(200, PAGE, Map.of("X-RateLimit-Limit", "many"))))
                .hasSize(1);
        assertThat(CONTRACT.differences(answer(200, PAGE, Map.of("Content-Type", "text/html"))))
                .containsExactly("content type text/html is not told of");
        assertThat(CONTRACT.differences(new Exchange("GET", PATH, 200, Map.of(), PAGE)))
                .contains("header X-Request-Id is missing");
    }

    @Test
    void aWebhooksBodyIsHeldAgainstItsSchema() {
        assertThat(CONTRACT.differencesOfWebhook("activity.created", "{}")).isNotEmpty();
        assertThat(CONTRACT.differencesOfWebhook("activity.changed", "{}")).hasSize(1);
    }

    private static Exchange page(String body) {
        return answer(200, body, Map.of());
    }

    private static Exchange asked(String method, String path, String body) {
        return exchange(method, path, 200, body, Map.of());
    }

    private static Exchange answer(int status, String body, Map<String, String> more) {
        return exchange("GET", PATH, status, body, more);
    }

    private static Exchange exchange(
            String method, String path, int status, String body, Map<String, String> more) {
        var headers = new HashMap<String, String>();
        headers.put("X-Request-Id", "63e47659ab7e-1");
        headers.put("Content-Type", "application/json;charset=utf-8");
        headers.putAll(more);
        return new Exchange(method, path, status, headers, body);
    }
}
