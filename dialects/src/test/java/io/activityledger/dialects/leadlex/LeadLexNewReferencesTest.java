package io.activityledger.dialects.leadlex;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.dialects.Refusal;
import io.activityledger.dialects.leadlex.LeadLexNewReferences.Form;
import io.activityledger.dialects.leadlex.LeadLexNewReferences.Reading;
import io.activityledger.schemas.Subject;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeadLexNewReferencesTest {

    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private static final int LARGEST = 2_000;

    private final AtomicInteger count = new AtomicInteger();
    private final LeadLexNewReferences contacts = requests(Form.CONTACT);
    private final LeadLexNewReferences deals = requests(Form.DEAL);

    @Test
    void aContactIsShownAsDocumentedAndKeptWhole() {
        // When
        NewReference made = contact("{\"phone\":\"+49\",\"full_name\":\"Hans Müller\",\"x\":1.10}");

        // Then
        assertThat(new String(contacts.answerToOne(made), UTF_8))
                .isEqualTo(
                        "{\"data\":{\"id\":\"id-1\",\"first_name\":\"Hans\",\"last_name\":\"Müller\","
                                + "\"full_name\":\"Hans Müller\",\"email\":null,\"priority\":null,"
                                + "\"created_date\":\"2026-11-21T08:00:00Z\"}}");
        assertThat(made.attributesJson())
                .startsWith(made.shownJson().replaceFirst("}$", ""))
                .endsWith(",\"phone\":\"+49\",\"x\":1.10}");
        assertThat(made.adjusted()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'full_name':'Ada King Lovelace' | Ada King | Lovelace | Ada King Lovelace",
                "'full_name':'Müller, Hans' | Hans | Müller | Müller, Hans",
                "'full_name':'Plato' | Plato | null | Plato",
                "'first_name':'Ada','last_name':'Lovelace' | Ada | Lovelace | Ada Lovelace",
                "'first_name':'Ada','full_name':'A. L.' | Ada | null | A. L.",
                "'email':'hans.mueller+crm@x.de' | Hans | Mueller | Hans Mueller",
                "'email':'info@x.de' | Info | null | Info",
                "'email':'.@x.de' | null | null | null",
            })
    void aNameIsCompletedFromWhatIsSaid(String body, String first, String last, String full) {
        // When
        NewReference made = contact("{" + body.replace('\'', '"') + "}");

        // Then
        assertThat(made.shownJson())
                .contains("\"first_name\":" + json(first))
                .contains("\"last_name\":" + json(last))
                .contains("\"full_name\":" + json(full));
    }

    @ParameterizedTest
    @CsvSource({"'\"high\"',1", "'\"Medium\"',2", "3,3", "'\"2\"',2", "null,null"})
    void aPriorityIsANumberWhicheverWayItWasSent(String sent, String kept) {
        assertThat(contact("{\"email\":\"a@b\",\"priority\":" + sent + "}").shownJson())
                .contains("\"priority\":" + kept);
    }

    @Test
    void allProblemsAreToldAtOnceUnderOneCode() {
        // When
        Refusal refusal =
                refused(
                        contacts.one(
                                utf8(
                                        "{\"email\":\"nobody\",\"priority\":4,\"phone\":1,"
                                                + "\"tags\":[1],\"custom_fields\":[]}"),
                                NOW));

        // Then
        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.code()).isEqualTo("validation_error");
        assertThat(refusal.fields())
                .containsOnlyKeys(
                        "email", "full_name", "priority", "phone", "tags", "custom_fields");
    }

    @Test
    void aCreationDateIsKeptOrReplacedButNeverNull() {
        assertThat(contact("{\"email\":\"a@b\",\"created_date\":\"2024-01-02\"}").shownJson())
                .contains("\"created_date\":\"2024-01-02T00:00:00Z\"");
        NewReference replaced = contact("{\"email\":\"a@b\",\"created_date\":\"2019-01-02\"}");
        assertThat(replaced.shownJson()).contains("\"created_date\":\"2026-11-21T08:00:00Z\"");
        assertThat(replaced.adjusted()).isTrue();
    }

    @Test
    void aDealHasItsListedFieldsUnderTheirOwnNames() {
        // When
        NewReference made =
                deal(
                        "{\"name\":\"Big\",\"contact_id\":\"c1\",\"deal_type\":\"m\","
                                + "\"owner_id\":\"u1\",\"description\":\"d\",\"company_id\":\"co\","
                                + "\"estimated_value\":1.10,\"probability\":60,\"notes\":\"n\"}");

        // Then
        assertThat(made.attributesJson())
                .isEqualTo(
                        "{\"id\":\"id-1\",\"name\":\"Big\",\"stage\":null,\"status\":\"active\","
                                + "\"pipeline\":null,\"estimated_value\":1.10,"
                                + "\"main_contact_id\":\"c1\",\"owner_user_id\":\"u1\","
                                + "\"priority\":null,\"matter_type\":\"m\",\"tags\":null,"
                                + "\"related_company_id\":\"co\",\"high_level_description\":\"d\","
                                + "\"next_follow_up_date\":null,\"fee_model\":null,"
                                + "\"probability\":60,\"currency\":null,\"closed_date\":null,"
                                + "\"created_date\":\"2026-11-21T08:00:00Z\",\"notes\":\"n\"}");
        assertThat(made.links()).containsExactly(Subject.contact("c1"), Subject.company("co"));
    }

    @Test
    void aDealNeedsANameAndAProbabilityThatCanBe() {
        assertThat(refused(deals.one(utf8("{\"name\":\" \",\"probability\":101}"), NOW)).fields())
                .containsOnlyKeys("name", "probability");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e99999999999999999999", "-1E-2147483649", "1e999999999"})
    void aProbabilityBeyondAllBoundsIsRefused(String literal) {
        assertThat(
                        refused(
                                        deals.one(
                                                utf8(
                                                        "{\"name\":\"n\",\"probability\":"
                                                                + literal
                                                                + "}"),
                                                NOW))
                                .fields())
                .containsOnlyKeys("probability");
    }

    @Test
    void ofManyNoneIsCreatedWhenOneIsNotValid() {
        // When
        Refusal refusal =
                refused(
                        contacts.many(
                                utf8(
                                        "{\"contacts\":[{\"email\":\"a@b\"},{},7,{\"full_name\":\""
                                                + "x\",\"note\":\""
                                                + "y".repeat(LARGEST)
                                                + "\"}]}"),
                                NOW));

        // Then
        assertThat(refusal.code()).isEqualTo("validation_error");
        assertThat(refusal.fields())
                .containsOnlyKeys("contacts.1.full_name", "contacts.2", "contacts.3");
    }

    @Test
    void manyAreAnsweredAsDocumented() {
        assertThat(new String(contacts.answerToMany(many(contacts, "contacts", 500)), UTF_8))
                .startsWith("{\"data\":{\"created\":500,\"contacts\":[{\"id\":\"id-1\"")
                .endsWith("}]}}");
        assertThat(new String(deals.answerToMany(many(deals, "deals", 50)), UTF_8))
                .startsWith("{\"data\":[{\"id\":\"id-501\",\"name\":\"n\"")
                .endsWith("}]}");
    }

    @Test
    void tooManyNoneOrNoListAreRefused() {
        assertThat(refused(contacts.many(utf8(list("contacts", 501)), NOW)).fields())
                .containsEntry("contacts", "must hold at most 500");
        assertThat(refused(deals.many(utf8(list("deals", 51)), NOW)).fields())
                .containsEntry("deals", "must hold at most 50");
        for (String body : List.of("{}", "{\"contacts\":[]}", "{\"contacts\":{}}")) {
            assertThat(refused(contacts.many(utf8(body), NOW)).fields())
                    .containsOnlyKeys("contacts");
        }
        assertThat(refused(contacts.many(utf8("[]"), NOW)).code()).isEqualTo("validation_error");
    }

    private LeadLexNewReferences requests(Form form) {
        return new LeadLexNewReferences(form, LARGEST, () -> "id-" + count.incrementAndGet());
    }

    private NewReference contact(String body) {
        return accepted(contacts.one(utf8(body), NOW)).getFirst();
    }

    private NewReference deal(String body) {
        return accepted(deals.one(utf8(body), NOW)).getFirst();
    }

    private static List<NewReference> many(LeadLexNewReferences requests, String name, int size) {
        return accepted(requests.many(utf8(list(name, size)), NOW));
    }

    private static String list(String name, int size) {
        return IntStream.range(0, size)
                .mapToObj(_ -> "{\"name\":\"n\",\"full_name\":\"n\"}")
                .collect(Collectors.joining(",", "{\"" + name + "\":[", "]}"));
    }

    private static List<NewReference> accepted(Reading reading) {
        return switch (reading) {
            case Reading.Accepted(var made) -> made;
            case Reading.Refused(var refusal) -> throw new AssertionError(refusal);
        };
    }

    private static Refusal refused(Reading reading) {
        return switch (reading) {
            case Reading.Accepted(var made) -> throw new AssertionError(made);
            case Reading.Refused(var refusal) -> refusal;
        };
    }

    private static String json(String text) {
        return text.equals("null") ? "null" : "\"" + text + "\"";
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }
}
