package io.activityledger.dialects;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.dialects.json.Json;
import io.activityledger.dialects.json.JsonParser;
import io.activityledger.dialects.json.JsonReading;
import io.activityledger.dialects.json.JsonWriter;
import io.activityledger.schemas.Subject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The vendors' own examples, as their documents print them.
class SeedExamplesTest {

    @Test
    void nodestashsExampleIsAnsweredAsItsDocumentShows() {
        // Given
        var activity =
                Vendor.NODESTASH.written(
                        "create-activity.request.json", "act_5hJ3kM9pQrVwXyZaB2cD4");

        // When
        byte[] answer = Vendor.NODESTASH.dialect().answer(activity, "req_8hI9jK1lM2nO3pQ4rS5t");

        // Then
        assertThat(new String(answer, UTF_8))
                .isEqualTo(compact(Vendor.NODESTASH.file("create-activity.response.json")));
    }

    @Test
    void reevosExampleIsAnsweredInItsDocumentsShapeAsALeanCard() {
        // Given
        var activity =
                Vendor.REEVO.written(
                        "create-activity.request.json", "01963b5e-1234-7abc-8def-0123456789ab");

        // When
        byte[] answer = Vendor.REEVO.dialect().answer(activity, "r");

        // Then
        Json documented = shape(parsed(Vendor.REEVO.file("create-activity.response.json")));
        assertThat(JsonWriter.compact(shape(parsed(answer))))
                .isEqualTo(JsonWriter.compact(documented));
        assertThat(new String(answer, UTF_8))
                .contains("\"sub_type\":{\"value\":\"OTHER\",\"value_type\":\"enum\"}")
                .contains("\"ended_at\":{\"value\":\"2023-11-07T05:31:56Z\"");
        assertThat(activity.subjects())
                .extracting(Subject::kind)
                .containsExactly(Subject.Kind.CONTACT, Subject.Kind.DEAL, Subject.Kind.COMPANY);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 422, 429})
    void nodestashsErrorsAreThoseOfItsDocument(int status) {
        // Given
        var dialect = Vendor.NODESTASH.dialect();
        Refusal refusal =
                switch (status) {
                    case 400 ->
                            new Refusal(
                                    400,
                                    "validation_error",
                                    "Request validation failed",
                                    Map.of("email", "Invalid email"));
                    case 422 -> dialect.unknown(Subject.contact("ct_invalid123"));
                    default -> Refusal.of(status, "whatever", "The house's own sentence");
                };

        // When
        byte[] answer = dialect.refusal(refusal, "req_abc123def456");

        // Then
        assertThat(new String(answer, UTF_8))
                .isEqualTo(compact(Vendor.NODESTASH.file("error-" + status + ".json")));
        assertThat(refusal.status()).isEqualTo(status);
    }

    private static String compact(byte[] json) {
        return JsonWriter.compact(parsed(json));
    }

    private static Json.JsonObject parsed(byte[] json) {
        return switch (JsonParser.parseObject(json)) {
            case JsonReading.Sound(var object) -> object;
            case JsonReading.Malformed(var reason) -> throw new AssertionError(reason);
        };
    }

    /// Keys in their order, and of the values only the value types: a manual activity has no
    /// metadata, and what is absent is null.
    private static Json shape(Json.JsonObject object) {
        Map<String, Json> shape = new LinkedHashMap<>();
        object.fields()
                .forEach((name, value) ->
                        shape.put(
                                name,
                                switch (name) {
                                    case "value_type", "record_type" -> value;
                                    case "metadata", "value" -> new Json.JsonNull();
                                    default -> inner(value);
                                }));
        return new Json.JsonObject(shape);
    }

    private static Json inner(Json value) {
        return value instanceof Json.JsonObject object ? shape(object) : new Json.JsonNull();
    }
}
