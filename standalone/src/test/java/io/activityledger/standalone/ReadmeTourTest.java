package io.activityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReadmeTourTest {

    private static final String SHOWN =
            """
            {"id": "act_01a1fcd9-078d-73bb-8bf2-869c7b02412f",
             "by": "00000000-0000-4000-8000-000000000d0e", "at": "2026-11-21T06:44:04.110Z",
             "due": "2026-01-01T00:00:00Z", "n": [1, null]}
            """;
    private static final String REAL =
            """
            {"id":"act_01a1ffff-1111-7222-9333-444455556666","by":"00000000-0000-4000-8000-000000000d0e",\
            "at":"2027-01-01T00:00:00Z","due":"2026-01-01T00:00:00Z","n":[1,null]}\
            """;

    @Test
    void commandsAndTheAnswersBehindThemAreFoundInTheirOrder() {
        // When
        var tour =
                ReadmeTour.of(
                        """
                        # Title
                        ```
                        ./ledger dev
                        ```
                        ```sh
                        A=http://localhost:8080
                        ```
                        Ask:
                        ```sh
                        ID=$(curl -s $A/x)
                        curl $A/$ID
                        ```

                        ```json
                        {}
                        ```
                        """);

        // Then
        assertThat(tour.steps()).hasSize(2);
        assertThat(tour.questions()).singleElement().extracting("line").isEqualTo(10);
        assertThat(tour.questions().getFirst().shown()).contains("{}\n");
        assertThat(tour.curls()).isEqualTo(2);
        assertThat(tour.script("http://localhost:1"))
                .contains("{\nA=http://localhost:1\n} > 0.out\n", "} > 1.out\n");
    }

    @Test
    void idsAndTimesMayDifferAndFormattingToo() {
        assertThat(new ShownAnswers().differences(SHOWN, REAL)).isEmpty();
    }

    @Test
    void everythingElseMustBeAsShown() {
        assertThat(differences("\"n\":[1,null]", "\"n\":[2,null]"))
                .containsExactly("/n/0\n    shown  1\n    real   2");
        assertThat(differences("[1,null]", "[1]")).hasSize(1);
        assertThat(differences("00d0e", "00d0f")).hasSize(1);
        assertThat(differences("2026-01-01T", "2026-01-02T")).hasSize(1);
        assertThat(differences("\"n\":[1,null]", "\"n\":[1,null],\"m\":1")).hasSize(1);
        assertThat(differences(",\"n\":[1,null]", "")).hasSize(1);
        assertThat(differences("}", "")).hasSize(1);
    }

    @Test
    void whatMayDifferMustKeepItsForm() {
        assertThat(differences("act_01a1ffff", "01a1ffff")).hasSize(1);
        assertThat(differences("-7222-", "-4222-")).hasSize(1);
        assertThat(differences("act_01a1ffff-1111-7222-9333-444455556666", "act_1")).hasSize(1);
        assertThat(differences("2027-01-01T00:00:00Z", "2027-01-01")).hasSize(1);
    }

    @Test
    void whatIsShownTwiceMustBeTheSameTwice() {
        // Given
        var answers = new ShownAnswers();
        answers.differences(SHOWN, REAL);

        // When
        var again = answers.differences(SHOWN, REAL.replace("666", "777"));

        // Then
        assertThat(again).singleElement().asString().startsWith("/id\n");
    }

    private static List<String> differences(String part, String other) {
        assertThat(REAL).contains(part);
        return new ShownAnswers().differences(SHOWN, REAL.replace(part, other));
    }
}
