package io.activityledger.dialects.reevo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.dialects.ActivityDraft;
import io.activityledger.dialects.DraftReading;
import io.activityledger.dialects.DraftReading.Wishing;
import io.activityledger.dialects.ReferenceWish.ByEmail;
import io.activityledger.dialects.Refusal;
import io.activityledger.dialects.Vendor;
import io.activityledger.schemas.Activity;
import io.activityledger.schemas.Subject;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReevoRequestTest {

    private static final String ID = "act_0192f3a4-b5c6-7d8e-9f01-23456789abcd";
    private static final String ADA = "{\"related_record_match\":{\"email\":\"ada@example.org\"}}";

    @Test
    void everyFieldIsKeptRawOrInItsEnvelope() {
        // When
        Activity activity = Vendor.REEVO.written("full.request.json", ID);

        // Then
        assertThat(activity.source()).isEqualTo("reevo");
        assertThat(activity.type()).isEqualTo("MANUAL_ACTIVITY");
        assertThat(activity.title()).isEqualTo("Lunch 🍜");
        assertThat(activity.description()).isEqualTo("Noodles, \"terms\" and a handshake");
        assertThat(activity.occurredAt()).isEqualTo("2026-02-14T08:30:00Z");
        assertThat(activity.subjects())
                .containsExactly(
                        Subject.contact("c-1"),
                        Subject.contact("c-2"),
                        Subject.deal("opp-1"),
                        Subject.company("3c90c3cc-0d44-4b50-8888-8dd25736052a"));
        assertThat(activity.extra())
                .containsOnly(
                        Map.entry("category", "OTHER"),
                        Map.entry("sequence_id", "seq-1"),
                        Map.entry("pipeline_select_list_value_id", "stage-1"));
    }

    @Test
    void whoIsNamedByEmailTakesHisPlaceOnceHeIsFound() {
        // Given
        Wishing wishing =
                wishing("{\"attributes\":{\"contact_ids\":[\"c-1\",%s,\"c-3\"]}}".formatted(ADA));
        ByEmail ada =
                new ByEmail(Subject.Kind.CONTACT, "ada@example.org", "attributes.contact_ids.1");

        // When
        ActivityDraft draft = Vendor.accepted(wishing.granted(Map.of(ada, "c-2")));

        // Then
        assertThat(wishing.sought()).containsExactly(ada);
        assertThat(draft.contactId()).isEqualTo("c-1");
        assertThat(draft.contactIds()).containsExactly("c-1", "c-2", "c-3");
    }

    @Test
    void aContactNamedTwiceIsOne() {
        // Given
        Wishing wishing = wishing("{\"attributes\":{\"contact_ids\":[%s,\"c-2\"]}}".formatted(ADA));

        // When
        var granted = wishing.granted(Map.of(wishing.sought().getFirst(), "c-2"));

        // Then
        assertThat(Vendor.accepted(granted).contactIds()).containsExactly("c-2");
    }

    @Test
    void allWhoAreNotFoundAreToldAtOnceEachAtItsPlace() {
        // Given
        Wishing wishing =
                wishing(
                        "{\"attributes\":{\"contact_ids\":[\"c-1\",%s],\"account_id\":%s}}"
                                .formatted(
                                        ADA, "{\"value_type\":\"record_reference\",\"value\":%s}")
                                .formatted(ADA));

        // When
        Refusal refusal = Vendor.refused(wishing.granted(Map.of()));

        // Then
        assertThat(refusal.status()).isEqualTo(422);
        assertThat(new String(ReevoView.refusal(refusal), UTF_8))
                .isEqualTo(
                        """
                        {"detail":[{"loc":["body","attributes","contact_ids",1],\
                        "msg":"no single contact has the email ada@example.org",\
                        "type":"value_error"},\
                        {"loc":["body","attributes","account_id"],\
                        "msg":"no single company has the email ada@example.org",\
                        "type":"value_error"}]}\
                        """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"related_record_match\":{\"email\":\"ada@example.org\",\"name\":\"Ada\"}}",
                "{\"related_record_match\":{\"name\":\"Ada\"}}",
                "{\"related_record_match\":{\"email\":\"ada\"}}",
                "{\"related_record_match\":{\"email\":7}}",
                "{\"related_record_match\":\"ada@example.org\"}",
                "{\"related_record_id\":7}",
                "{}",
                "[]",
                "true",
                "\"\""
            })
    void aReferenceThatCannotBeMatchedByAllThatItSaysIsRefused(String reference) {
        // When
        Refusal refusal =
                refused(
                        "{\"attributes\":{\"contact_ids\":[\"c\",%s],\"opportunity_id\":%s}}"
                                .formatted(reference, reference));

        // Then
        assertThat(refusal.status()).isEqualTo(422);
        assertThat(refusal.fields())
                .containsOnlyKeys("attributes.contact_ids.1", "attributes.opportunity_id");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-02-16T10:00:00Z, true",
        "2026-02-16T10:00:00.001Z, false",
        "1900-01-01, true",
        "1899-12-31, false",
        "yesterday, false"
    })
    void anActivityTimeIsNeverReplacedInSilence(String time, boolean possible) {
        assertThat(
                        read(
                                "{\"attributes\":{\"metadata\":{\"activity_time\":\"%s\"}}}"
                                        .formatted(time)))
                .isInstanceOf(possible ? DraftReading.Accepted.class : DraftReading.Refused.class);
    }

    @ParameterizedTest
    @CsvSource({"23, true", "24, false"})
    void thereIsRoomFor24Subjects(int contacts, boolean fits) {
        String ids =
                IntStream.range(0, contacts)
                        .mapToObj(n -> "\"c" + n + "\"")
                        .collect(Collectors.joining(","));

        assertThat(
                        read(
                                "{\"attributes\":{\"account_id\":\"a\",\"contact_ids\":[%s]}}"
                                        .formatted(ids)))
                .isInstanceOf(fits ? DraftReading.Accepted.class : DraftReading.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"attributes\":null}", "{\"attributes\":[]}", "[]", "{"})
    void withoutAttributesNothingIsLogged(String body) {
        assertThat(refused(body).status()).isEqualTo(422);
    }

    @Test
    void anotherTypeThanAManualActivityIsRefused() {
        assertThat(read("{\"attributes\":{\"type\":\"MANUAL_ACTIVITY\"}}"))
                .isInstanceOf(DraftReading.Accepted.class);
        assertThat(refused("{\"attributes\":{\"type\":\"NOTE\"}}").fields())
                .containsOnlyKeys("attributes.type");
    }

    @Test
    void fieldsItDoesNotKnowAreNamedWithTheirPath() {
        assertThat(
                        read(
                                "{\"x\":1,\"attributes\":{\"y\":1,\"metadata\":{\"z\":1,\"subject\":null}}}"))
                .isInstanceOfSatisfying(
                        DraftReading.Accepted.class,
                        accepted ->
                                assertThat(accepted.ignored())
                                        .containsExactly(
                                                "x", "attributes.y", "attributes.metadata.z"));
    }

    private static DraftReading read(String body) {
        return ReevoRequest.read(body.getBytes(UTF_8), Vendor.NOW);
    }

    private static Refusal refused(String body) {
        return Vendor.refused(read(body));
    }

    private static Wishing wishing(String body) {
        return (Wishing) read(body);
    }
}
