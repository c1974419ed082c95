package io.activityledger.webhooks.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.kit.kafka.CaughtUp;
import io.activityledger.kit.routing.Owner;
import io.activityledger.testkit.HttpProbe.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What do the doors say while Kafka, or another instance, does not answer?
class WebhookDoorsWithoutKafkaTest extends DoorsFixture {

    @Test
    void whatNotEveryInstanceConfirmsIsPending() {
        // Given
        live = Set.of(new Owner.Here(), new Owner.There("127.0.0.1", 1));

        // When
        Answer created = as("ada").post(PATH, BODY);

        // Then
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Ledger-Effective")).contains("pending");
    }

    @Test
    void whileKafkaIsAwayNothingIsPromised() {
        // Given
        String id = create("ada");
        var away = new EndpointLog.Append.Unavailable(Duration.ofMillis(1_500), "away");

        // When
        List<Answer> answers = new ArrayList<>();
        ends = new ActivityEnds.Ends.Unknown("away");
        answers.add(as("ada").post(PATH, BODY));
        ends = new ActivityEnds.Ends.Known(List.of(0L));
        memory.refusal = Optional.of(away);
        answers.add(as("ada").post(PATH, BODY));
        answers.add(delete("ada", id));

        // Then
        assertThat(answers)
                .allSatisfy(answer -> {
                    assertThat(answer.status()).isEqualTo(503);
                    assertThat(code(answer)).isEqualTo("log_unavailable");
                    assertThat(answer.header("Retry-After")).contains("2");
                });
        assertThat(memory.find("acme", id)).isPresent();
    }

    @Test
    void whatIsOldSaysSoAndItsAbsenceIsNoAnswer() {
        // Given
        String id = create("ada");
        memory.reading = new CaughtUp.Behind("away");

        // When
        Answer list = as("bob").get(PATH);
        Answer one = as("bob").get(PATH + "/" + id);
        Answer other = as("bob").get(PATH + "/00000000-0000-4000-8000-000000000000");

        // Then
        assertThat(List.of(list, one))
                .allSatisfy(answer -> {
                    assertThat(answer.status()).isEqualTo(200);
                    assertThat(answer.header("Ledger-Stale")).contains("true");
                });
        assertThat(other.status()).isEqualTo(503);
        assertThat(code(other)).isEqualTo("webhooks_unavailable");
    }

    @Test
    void beforeTheFirstReadingNothingIsAnsweredAboutThem() {
        // Given
        memory.reading = new CaughtUp.Unread("not yet");

        // When
        List<Answer> answers =
                List.of(
                        as("ada").get(PATH),
                        as("ada").get(PATH + "/00000000-0000-4000-8000-000000000000"),
                        delete("ada", "00000000-0000-4000-8000-000000000000"),
                        as("ada").post(PATH, BODY));

        // Then
        assertThat(answers)
                .allSatisfy(answer -> {
                    assertThat(answer.status()).isEqualTo(503);
                    assertThat(code(answer)).isEqualTo("webhooks_unavailable");
                    assertThat(answer.header("Retry-After")).contains("2");
                });
        assertThat(memory.facts).isEmpty();
    }
}
