package io.activityledger.timeline.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.timeline.consistency.Consistency;
import io.activityledger.timeline.projection.Boundary;
import io.activityledger.timeline.projection.Place;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageRequestTest {

    private static final Consistency.Parsed NO_HEADERS = Consistency.parse("", "");
    private static final Place PLACE = new Place.From(Boundary.END);

    /// Knows one cursor, of the list of calls.
    private static final PageRequest.Opening CURSORS =
            (cursor, start) ->
                    cursor.equals("ours") && start.filter().types().equals(List.of("call"))
                            ? Optional.of(PLACE)
                            : Optional.empty();

    @Test
    void withoutParametersItIsTheFirstPageOfFifty() {
        // When
        PageQuery query = valid(Map.of());

        // Then
        assertThat(query)
                .isEqualTo(new PageQuery(1, 50, List.of(), Long.MIN_VALUE, Long.MAX_VALUE));
        assertThat(query.filter().leavesOut()).isFalse();
    }

    @Test
    void everyParameterIsRead() {
        // When
        PageQuery query =
                valid(
                        Map.of(
                                "page", List.of("7"),
                                "per_page", List.of("100"),
                                "type", List.of("ai_action"),
                                "from_date", List.of("2026-04-17T14:23:05+02:00"),
                                "to_date", List.of("2026-04-18")));

        // Then
        long from = Instant.parse("2026-04-17T12:23:05Z").toEpochMilli();
        long to = Instant.parse("2026-04-18T23:59:59.999Z").toEpochMilli();
        assertThat(query).isEqualTo(new PageQuery(7, 100, List.of("ai_action"), from, to));
        assertThat(query.filter().leavesOut()).isTrue();
    }

    @Test
    void severalTypesMayBeGivenInOneParameterAndInSeveral() {
        // When
        PageQuery query = valid(Map.of("type", List.of("note,call", " email ", "call")));

        // Then
        assertThat(query.filter().types()).containsExactly("call", "email", "note");
    }

    @Test
    void moreTypesThanAreMergedAreRefused() {
        // Given
        List<String> types = IntStream.range(0, 21).mapToObj(at -> "t" + at).toList();

        // When
        var refusal = invalid(Map.of("type", types), NO_HEADERS).refusal();

        // Then
        assertThat(refusal.message()).isEqualTo("type must name at most 20 types");
    }

    @Test
    void aCursorLeadsToItsPlaceUnderItsFilterOnly() {
        // When
        PageQuery query =
                valid(
                        Map.of(
                                "cursor", List.of("ours"),
                                "type", List.of("call"),
                                "per_page", List.of("7")));
        var refusal = invalid(Map.of("cursor", List.of("ours")), NO_HEADERS).refusal();

        // Then
        assertThat(query.place()).isEqualTo(PLACE);
        assertThat(query.perPage()).isEqualTo(7);
        assertThat(refusal.message()).startsWith("cursor must be a meta.next_cursor");
    }

    @Test
    void aCursorAndAPageContradictEachOther() {
        // When
        var refusal =
                invalid(
                                Map.of(
                                        "cursor", List.of("ours"),
                                        "type", List.of("call"),
                                        "page", List.of("1")),
                                NO_HEADERS)
                        .refusal();

        // Then
        assertThat(refusal.fields()).containsOnlyKeys("cursor");
    }

    @Test
    void byACreatorThereIsNoSecondPageByNumber() {
        // Given
        Map<String, List<String>> first = Map.of("created_by", List.of("ada"));
        Map<String, List<String>> second =
                Map.of("created_by", List.of("ada"), "page", List.of("2"));

        // When
        PageQuery query = valid(first);
        var refusal = invalid(second, NO_HEADERS).refusal();

        // Then
        assertThat(query.filter().condition()).isEqualTo(Condition.by(List.of("ada")));
        assertThat(refusal.message())
                .isEqualTo(
                        "page must be 1, or absent, where created_by is given: follow"
                                + " meta.next_cursor");
    }

    @Test
    void theLastPageThereCanBeStartsBeyondTheReachOfAnInt() {
        // When
        PageQuery query = valid(Map.of("page", List.of("2147483647"), "per_page", List.of("100")));

        // Then
        assertThat(query.place()).isEqualTo(new Place.Nth(214_748_364_600L));
    }

    @ParameterizedTest
    @CsvSource({
        "page,0",
        "page,-1",
        "page,2147483648",
        "page,one",
        "page,1.5",
        "page,''",
        "page,' 1'",
        "per_page,0",
        "per_page,101",
        "per_page,-5",
        "per_page,many",
        "type,''",
        "type,'  '",
        "type,'call,,email'",
        "created_by,' '",
        "cursor,''",
        "cursor,abc",
        "from_date,yesterday",
        "from_date,2026-02-30",
        "from_date,''",
        "to_date,2026-13-01",
        "to_date,17.04.2026"
    })
    void whatCannotBeMeantIsRefused(String name, String value) {
        // When
        var refusal = invalid(Map.of(name, List.of(value)), NO_HEADERS).refusal();

        // Then
        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.code()).isEqualTo("validation_error");
        assertThat(refusal.fields()).containsOnlyKeys(name);
        assertThat(refusal.message()).startsWith(name + " must");
    }

    @Test
    void allProblemsAreToldAtOnceInTheOrderOfTheDocument() {
        // Given
        Map<String, List<String>> parameters =
                Map.of(
                        "to_date", List.of("x"),
                        "from_date", List.of("x"),
                        "type", List.of("call", ""),
                        "cursor", List.of("x"),
                        "per_page", List.of("101"),
                        "page", List.of("0"));

        // When
        var refusal = invalid(parameters, Consistency.parse("strong", "")).refusal();

        // Then
        assertThat(refusal.fields().keySet())
                .containsExactly(
                        "page",
                        "per_page",
                        "cursor",
                        "type",
                        "from_date",
                        "to_date",
                        "Ledger-Consistency");
        assertThat(refusal.message()).isEqualTo("7 parameters are not valid: see details.fields");
    }

    private static PageQuery valid(Map<String, List<String>> parameters) {
        var parsed = PageRequest.parse(parameters, NO_HEADERS, CURSORS);
        assertThat(parsed).isInstanceOf(PageRequest.Parsed.Valid.class);
        return ((PageRequest.Parsed.Valid) parsed).query();
    }

    private static PageRequest.Parsed.Invalid invalid(
            Map<String, List<String>> parameters, Consistency.Parsed headers) {
        var parsed = PageRequest.parse(parameters, headers, CURSORS);
        assertThat(parsed).isInstanceOf(PageRequest.Parsed.Invalid.class);
        return (PageRequest.Parsed.Invalid) parsed;
    }
}
