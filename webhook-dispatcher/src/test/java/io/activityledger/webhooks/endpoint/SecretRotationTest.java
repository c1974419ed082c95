package io.activityledger.webhooks.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.testkit.HttpProbe.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretRotationTest extends DoorsFixture {

    @Test
    void aNewSecretSignsBesideTheOldForADayUnlessSaidOtherwise() {
        // Given
        Answer created = as("ada").post(PATH, BODY);
        String id = created.json().at("/data/webhook/id").asText();
        String old = created.json().at("/data/webhook/secret").asText();

        // When
        Answer rotated = rotate(id, "");

        // Then
        String fresh = rotated.json().at("/data/webhook/secret").asText();
        assertThat(rotated.status()).as(rotated.toString()).isEqualTo(200);
        assertThat(rotated.header("Ledger-Effective")).contains("now");
        assertThat(rotated.json().at("/data/webhook/previous_secrets_until").asText())
                .isEqualTo(Facts.NOON.plus(Duration.ofDays(1)).toString());
        assertThat(signing(id, Duration.ZERO)).containsExactly(fresh, old);
        assertThat(signing(id, Duration.ofDays(1).minusMillis(1))).containsExactly(fresh, old);
        assertThat(signing(id, Duration.ofDays(1))).containsExactly(fresh);
        assertThat(memory.facts.toString() + as("bob").get(PATH).body()).doesNotContain(fresh, old);
    }

    @Test
    void theEarliestEndCountsWhateverALaterTurnSays() {
        // Given
        String id = create("ada");
        rotate(id, "{\"overlap\":60}");

        // When
        rotate(id, "{\"overlap\":604800}");

        // Then
        assertThat(signing(id, Duration.ofSeconds(59))).hasSize(3);
        assertThat(signing(id, Duration.ofSeconds(60))).hasSize(2);
        assertThat(signing(id, Duration.ofDays(7))).hasSize(1);
    }

    @Test
    void anOverlapOfNothingEndsAllOthersAtOnce() {
        // Given
        String id = create("ada");
        rotate(id, "{\"overlap\":600}");

        // When
        Answer rotated = rotate(id, "{\"overlap\":0}");

        // Then
        assertThat(signing(id, Duration.ZERO))
                .containsExactly(rotated.json().at("/data/webhook/secret").asText());
    }

    @Test
    void noMoreThanFiveSignAtATime() {
        // Given
        String id = create("ada");
        for (int turn = 0; turn < 4; turn++) {
            assertThat(rotate(id, "{}").status()).isEqualTo(200);
        }

        // When
        Answer sixth = rotate(id, "{}");
        Answer alone = rotate(id, "{\"overlap\":0}");

        // Then
        assertThat(sixth.status()).isEqualTo(400);
        assertThat(code(sixth)).isEqualTo("validation_error");
        assertThat(sixth.json().at("/error/message").asText()).contains("5 secrets");
        assertThat(alone.status()).isEqualTo(200);
        assertThat(signing(id, Duration.ZERO)).hasSize(1);
    }

    @Test
    void turnsOfInstancesWhoseClocksDisagreeStandInTheOrderTheyWereMade() {
        // Given
        String id = create("ada");
        rotate(id, "{}");
        clock.advance(Duration.ofHours(-1));

        // When
        Answer later = rotate(id, "{}");

        // Then
        assertThat(signing(id, Duration.ZERO).getFirst())
                .isEqualTo(later.json().at("/data/webhook/secret").asText());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"overlap\":-1}",
                "{\"overlap\":604801}",
                "{\"overlap\":1.5}",
                "{\"overlap\":\"1\"}",
                "[]",
                "{"
            })
    void anOverlapThatIsNoneIsRefused(String body) {
        // Given
        String id = create("ada");

        // When
        Answer refused = rotate(id, body);

        // Then
        assertThat(refused.status()).isEqualTo(400);
        assertThat(code(refused)).isEqualTo("validation_error");
        assertThat(memory.facts).hasSize(1);
    }

    @Test
    void fieldsThatNobodyKnowsAreNamed() {
        // Given
        String id = create("ada");

        // When
        Answer rotated = rotate(id, "{\"overlap\":60,\"grace\":1}");
        Answer usual = rotate(id, "{\"overlap\":60}");

        // Then
        assertThat(rotated.status()).isEqualTo(200);
        assertThat(rotated.header("Ledger-Ignored-Fields")).contains("grace");
        assertThat(usual.header("Ledger-Ignored-Fields")).isEmpty();
    }

    @Test
    void whoIsNotThereOrNotAllowedTurnsNothing() {
        // Given
        String id = create("ada");

        // When
        List<Integer> statuses = new ArrayList<>();
        for (String key : List.of("eve", "bob", "nobody")) {
            statuses.add(as(key).post(PATH + "/" + id + "/rotate-secret", "{}").status());
        }

        // Then
        assertThat(statuses).containsExactly(404, 403, 401);
        assertThat(memory.facts).hasSize(1);
    }

    private Answer rotate(String id, String body) {
        return as("ada").post(PATH + "/" + id + "/rotate-secret", body);
    }

    private List<String> signing(String id, Duration later) {
        return memory.find("acme", id).orElseThrow().secretsAt(clock.instant().plus(later)).stream()
                .map(EndpointSecret::text)
                .toList();
    }
}
