package io.activityledger.dialects.leadlex;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.dialects.ActivityDraft;
import io.activityledger.dialects.DraftReading;
import io.activityledger.dialects.Refusal;
import io.activityledger.schemas.ActivityId;
import io.activityledger.schemas.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeadLexRequestTest {

    private static final Instant NOW = Instant.parse("2026-04-17T14:23:05Z");
    private static final Path GOLDEN = Path.of("src/test/resources/leadlex");

    @Test
    void theDocumentsExampleIsAnsweredAsTheDocumentShows() throws IOException {
        byte[] request = Files.readAllBytes(GOLDEN.resolve("create-activity.request.json"));
        ActivityId id = ActivityId.parse("01963b5e-1234-7abc-8def-0123456789ab").orElseThrow();

        byte[] activity =
                LeadLexView.activity(
                        accepted(request)
                                .activity(id, "dev", "9a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d", NOW));

        assertThat(new String(LeadLexView.single(activity), UTF_8) + "\n")
                .isEqualTo(Files.readString(GOLDEN.resolve("create-activity.response.json")));
    }

    @Test
    void everyExtensionIsKept() {
        ActivityDraft draft =
                accepted(
                        """
                        {"type":"email","company_id":"co_1","contact_id":"b","contact_ids":["a","b","c","a"],
                         "entity_type":"list","entity_id":"l1","occurred_at":"1999-12-31T23:00:00-01:00",
                         "tags":["x","y"],"external_id":"crm-7"}\
                        """);

        assertThat(draft.contactId()).isEqualTo("b");
        assertThat(draft.contactIds()).containsExactly("b", "a", "c");
        assertThat(draft.subjects())
                .containsExactly(
                        Subject.contact("b"),
                        Subject.contact("a"),
                        Subject.contact("c"),
                        Subject.company("co_1"),
                        Subject.entity("list", "l1"));
        assertThat(draft.occurredAt()).isEqualTo("2000-01-01T00:00:00Z");
        assertThat(draft.tags()).containsExactly("x", "y");
        assertThat(draft.externalId()).isEqualTo("crm-7");
    }

    @Test
    void typeAloneIsEnough() {
        assertThat(accepted("{\"type\":\"note\",\"title\":null}").subjects()).isEmpty();
    }

    @Test
    void metadataKeepsItsNumbersAndTheOrderOfItsKeys() {
        ActivityDraft draft =
                accepted(
                        "{\"type\":\"n\",\"metadata\":{ \"z\": 1152921504606846976, \"a\": 1.10,"
                                + " \"e\": 1E+2, \"s\": \"\\ud83d\\ude00\", \"l\": [ ], \"n\": null } }");

        assertThat(draft.metadataJson())
                .isEqualTo(
                        "{\"z\":1152921504606846976,\"a\":1.10,\"e\":1E+2,\"s\":\"😀\",\"l\":[],\"n\":null}");
    }

    @Test
    void upperCaseUuidsAndLowerCaseOnesAreOneContact() {
        assertThat(
                        accepted(
                                        "{\"type\":\"n\",\"contact_id\":\"123E4567-E89B-12D3-A456-426614174000\"}")
                                .contactId())
                .isEqualTo("123e4567-e89b-12d3-a456-426614174000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"type\":null}", "{\"type\":\"\"}"})
    void withoutATypeARequiredFieldIsMissing(String body) {
        Refusal refusal = refused(body);

        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.code()).isEqualTo("missing_required_field");
        assertThat(refusal.fields()).containsEntry("type", "is required");
    }

    @Test
    void allProblemsAreToldAtOnceUnderTheFirstCodeInTheDocumentsOrder() {
        Refusal refusal =
                refused(
                        "{\"type\":\"%s\",\"title\":7,\"contact_id\":\"\",\"metadata\":[],\"tags\":[1]}"
                                .formatted("x".repeat(65)));

        assertThat(refusal.code()).isEqualTo("validation_error");
        assertThat(refusal.fields())
                .containsOnlyKeys("type", "title", "contact_id", "metadata", "tags");
        assertThat(refused("{\"title\":7,\"metadata\":" + metadataOf(8_193) + "}").code())
                .isEqualTo("missing_required_field");
    }

    @Test
    void metadataHasRoomForExactly8192BytesOfCompactJson() {
        assertThat(
                        accepted("{\"type\":\"n\",\"metadata\": " + metadataOf(8_192) + "}")
                                .metadataJson())
                .hasSize(8_192);
        assertThat(refused("{\"type\":\"n\",\"metadata\":" + metadataOf(8_193) + "}").code())
                .isEqualTo("metadata_too_large");
    }

    @ParameterizedTest
    @CsvSource({"500, true", "501, false"})
    void aTitleHasAtMost500CharactersHoweverManyBytesTheyTake(int length, boolean fits) {
        String body = "{\"type\":\"n\",\"title\":\"" + "😀".repeat(length) + "\"}";

        assertThat(read(body) instanceof DraftReading.Accepted).isEqualTo(fits);
    }

    @Test
    void moreThan24SubjectsAreRefused() {
        String ids =
                IntStream.range(0, 24)
                        .mapToObj(n -> "\"c" + n + "\"")
                        .collect(Collectors.joining(","));

        assertThat(read("{\"type\":\"n\",\"contact_ids\":[" + ids + "]}"))
                .isInstanceOf(DraftReading.Accepted.class);
        assertThat(
                        refused("{\"type\":\"n\",\"deal_id\":\"d\",\"contact_ids\":[" + ids + "]}")
                                .fields())
                .containsKey("contact_ids");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-04-18T14:23:05Z, true",
        "2026-04-18T14:23:05.001Z, false",
        "2021-04-17T14:23:05Z, true",
        "2021-04-17T14:23:04.999Z, false",
        "yesterday, false",
        "2026-02-30, false",
    })
    void aCreatedDateOutOfRangeIsReplacedAndToldAsTheDocumentsHaveIt(String date, boolean kept) {
        DraftReading.Accepted reading =
                (DraftReading.Accepted) read("{\"type\":\"n\",\"created_date\":\"" + date + "\"}");

        assertThat(reading.draft().occurredAt() != null).isEqualTo(kept);
        assertThat(reading.adjusted()).hasSize(kept ? 0 : 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"1899-12-31T23:59:59Z\"",
                "\"2026-04-18T14:23:06Z\"",
                "\"soon\"",
                "17",
                "\"\""
            })
    void anOccurredAtOutOfRangeIsRefused(String value) {
        assertThat(refused("{\"type\":\"n\",\"occurred_at\":" + value + "}").fields())
                .containsOnlyKeys("occurred_at");
    }

    @Test
    void occurredAtWinsOverCreatedDate() {
        DraftReading.Accepted reading =
                (DraftReading.Accepted)
                        read(
                                "{\"type\":\"n\",\"created_date\":\"x\",\"occurred_at\":\"1950-01-01\"}");

        assertThat(reading.draft().occurredAt()).isEqualTo("1950-01-01T00:00:00Z");
        assertThat(reading.adjusted()).isEmpty();
    }

    @Test
    void unknownFieldsAreIgnoredAndNamed() {
        DraftReading.Accepted reading =
                (DraftReading.Accepted) read("{\"type\":\"n\",\"colour\":1,\"x\":{}}");

        assertThat(reading.ignored()).containsExactly("colour", "x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "\"x\"",
                "{",
                "{\"type\":\"n\"} x",
                "{\"type\":\"a\",\"type\":\"b\"}",
                "{\"type\":\"\\ud800\"}",
                "{\"type\":\"a\\u0000\"}",
                "{\"type\":\"n\",}",
                "{'type':'n'}",
                "{\"type\":\"n\",\"metadata\":{\"a\":1,\"a\":2}}",
                "{\"type\":NaN}",
                "{\"a\":01}"
            })
    void whatIsNoSoundJsonObjectIsRefusedWithTheReason(String body) {
        assertThat(refused(body).code()).isEqualTo("validation_error");
        assertThat(refused(body).message()).isNotBlank();
    }

    @Test
    void brokenUtf8AndTowersOfBracketsAreRefused() {
        byte[] broken = "{\"type\":\"n?\"}".getBytes(UTF_8);
        broken[10] = (byte) 0xFF;
        String tower =
                "{\"type\":\"n\",\"metadata\":" + "{\"a\":".repeat(70) + "1" + "}".repeat(71);

        assertThat(LeadLexRequest.read(broken, NOW)).isInstanceOf(DraftReading.Refused.class);
        assertThat(read(tower)).isInstanceOf(DraftReading.Refused.class);
        assertThat(read("{\"type\":\"n\",\"metadata\":{\"n\":" + "9".repeat(401) + "}}"))
                .isInstanceOf(DraftReading.Refused.class);
    }

    @Test
    void aReferenceKeepsEveryFieldUnderThePathsId() {
        var reading =
                LeadLexReferenceRequest.read(
                        "{\"name\":\"J\",\"id\":\"other\",\"n\":1.0}".getBytes(UTF_8), "c1");

        assertThat(reading)
                .isEqualTo(
                        new LeadLexReferenceRequest.Reading.Accepted(
                                "{\"id\":\"c1\",\"name\":\"J\",\"n\":1.0}"));
    }

    private static String metadataOf(int bytes) {
        return "{\"a\":\"" + "x".repeat(bytes - 8) + "\"}";
    }

    private static DraftReading read(String body) {
        return LeadLexRequest.read(body.getBytes(UTF_8), NOW);
    }

    private static ActivityDraft accepted(String body) {
        return accepted(body.getBytes(UTF_8));
    }

    private static ActivityDraft accepted(byte[] body) {
        return switch (LeadLexRequest.read(body, NOW)) {
            case DraftReading.Accepted(var draft, _, _) -> draft;
            case DraftReading.Refused(var refusal) -> throw new AssertionError(refusal.toString());
            case DraftReading.Wishing(var draft, _, _, _) ->
                    throw new AssertionError(draft.toString());
        };
    }

    private static Refusal refused(String body) {
        return switch (read(body)) {
            case DraftReading.Refused(var refusal) -> refusal;
            case DraftReading.Accepted(var draft, _, _) ->
                    throw new AssertionError(draft.toString());
            case DraftReading.Wishing(var draft, _, _, _) ->
                    throw new AssertionError(draft.toString());
        };
    }
}
