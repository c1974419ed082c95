package io.activityledger.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KeyedActivityIdTest {

    static Stream<Arguments> goldenOnes() {
        return Stream.of(
                Arguments.of(
                        "dev",
                        "order-1",
                        List.of(Subject.contact("c1")),
                        "ae71d4d5-7375-8211-89d4-07fdbb10d74f"),
                Arguments.of(
                        "dev",
                        "order-1",
                        List.of(Subject.deal("c1")),
                        "6899b51e-301f-827c-9489-b2317b43c70c"),
                Arguments.of(
                        "dev",
                        "order-1",
                        List.of(Subject.entity("case", "c1")),
                        "27de3428-c2e9-88a6-a393-06a7e373f993"),
                Arguments.of("dev", "order-1", List.of(), "fa9379e9-c9d5-83d7-9fe3-c52fd0c694c1"),
                Arguments.of(
                        "acmé",
                        "\"k 😀\"",
                        List.of(Subject.company("ü")),
                        "2182b3e0-0d42-80cb-9e6a-bb94bec0b0d7"));
    }

    @ParameterizedTest
    @MethodSource("goldenOnes")
    void theIdIsTheGoldenOne(String workspace, String key, List<Subject> about, String golden) {
        assertThat(KeyedActivityId.of(workspace, key, about).bare()).isEqualTo(golden);
    }

    @Test
    void itsSlotIsThatOfThePrimarySubjectsKey() {
        for (int each = 0; each < 1_000; each++) {
            Subject contact = Subject.contact("c" + each);

            ActivityId id = KeyedActivityId.of("dev", "k", List.of(contact, Subject.deal("d")));

            assertThat(id.slot()).isEqualTo(RecordKey.ofSubject("dev", contact).slot());
            assertThat(id.uuid().version()).isEqualTo(8);
            assertThat(ActivityId.oursByForm(id.uuid())).isTrue();
        }
    }

    @Test
    void withoutSubjectsTheSlotsSpread() {
        assertThat(
                        Stream.iterate(0, it -> it + 1)
                                .limit(200)
                                .map(each ->
                                        KeyedActivityId.of("dev", "k" + each, List.of()).slot()
                                                & 15)
                                .distinct())
                .hasSize(16);
    }

    @Test
    void whatIsAnotherScopeIsAnotherActivity() {
        List<ActivityId> ids = new ArrayList<>();
        ids.add(KeyedActivityId.of("a", "bc", List.of()));
        ids.add(KeyedActivityId.of("ab", "c", List.of()));
        ids.add(KeyedActivityId.of("a", "bc", List.of(Subject.contact("x"))));
        ids.add(KeyedActivityId.of("a", "bc", List.of(Subject.deal("x"))));
        ids.add(KeyedActivityId.of("a", "bc", List.of(Subject.entity("contact", "x"))));
        ids.add(KeyedActivityId.of("a", "bc", List.of(Subject.entity("co", "ntactx"))));
        ids.add(KeyedActivityId.of("a", "bc", List.of(Subject.entity("con", "tactx"))));

        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    void furtherSubjectsDoNotMatter() {
        Subject first = Subject.contact("x");

        assertThat(KeyedActivityId.of("a", "k", List.of(first, Subject.deal("d"))))
                .isEqualTo(KeyedActivityId.of("a", "k", List.of(first)));
    }
}
