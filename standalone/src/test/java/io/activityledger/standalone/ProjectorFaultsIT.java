package io.activityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.activityledger.standalone.Services.Service;
import io.activityledger.testkit.HttpProbe;
import io.activityledger.testkit.LedgerCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ProjectorFaultsIT {

    @RegisterExtension static final LedgerCluster CLUSTER = new LedgerCluster();

    private static final Duration LONGER_THAN_A_SESSION =
            Duration.ofSeconds(Services.SESSION_TIMEOUT_SECONDS + 3);

    private static final Duration LINKED_WITHIN = Duration.ofSeconds(30);

    private final Services services = new Services(CLUSTER);

    @Test
    void killsAndHandOversLoseNothingAndDoubleNothing() {
        // Given
        var ingest = services.ingest("ingest-1");
        var ada = services.projector("ada").awaitReady();
        var posting = Posting.about("killed", 4, ingest.awaitReady().probe());

        // When
        Service bob;
        try (posting) {
            posting.awaitMore(200);
            ada.process().kill();
            posting.awaitMore(100);
            ada.process().restart().awaitReady();
            bob = services.projector("bob").awaitReady();
            posting.awaitMore(200);
            ada.process().kill();
            posting.awaitMore(200);
            answersForAll(bob.probe(), posting);
            bob.process().kill();
            bob.process().restart();
            ada.process().restart().awaitReady();
            posting.awaitMore(100);
        }
        bob.awaitReady();

        // Then
        assertThat(posting.unknown()).isZero();
        allTimelinesHoldWhatWasAcknowledged(posting, ada.probe(), bob.probe());
        end(ada, bob, ingest);
    }

    @Test
    void aProjectorThatStoodStillNeverGivesAWrongAnswer() throws InterruptedException {
        // Given
        var ingest = services.ingest("ingest-2");
        var cleo = services.projector("cleo").awaitReady();
        var dan = services.projector("dan").awaitReady();
        var readers = new Readers();
        var posting = Posting.about("paused", 2, ingest.awaitReady().probe());

        // When
        try (posting) {
            posting.awaitMore(300);
            cleo.process().pause();
            readers.ask(dan.probe(), posting, LONGER_THAN_A_SESSION);
            cleo.process().resume();
            readers.ask(cleo.probe(), posting, Duration.ofSeconds(5));
        }

        // Then
        System.out.println("Answers around a pause of a projector: " + readers.answers());
        assertThat(readers.wrong()).isEmpty();
        assertThat(readers.answers()).containsKey("200");
        allTimelinesHoldWhatWasAcknowledged(posting, cleo.probe(), dan.probe());
        end(cleo, dan, ingest);
    }

    /// Alone, it answers for every contact as soon as the other one counts as lost.
    private static void answersForAll(HttpProbe projector, Posting posting) {
        posting.contacts().forEach(subject -> Timeline.firstPage(projector, subject));
    }

    private static void allTimelinesHoldWhatWasAcknowledged(
            Posting posting, HttpProbe... projectors) {
        for (HttpProbe projector : projectors) {
            for (String contact : posting.contacts()) {
                theTimelineHoldsWhatWasAcknowledged(posting, contact, projector);
            }
            await().atMost(LINKED_WITHIN)
                    .untilAsserted(() ->
                            theTimelineHoldsWhatWasAcknowledged(
                                    posting, posting.deal(), projector));
        }
    }

    private static void theTimelineHoldsWhatWasAcknowledged(
            Posting posting, String subject, HttpProbe projector) {
        var rows = Timeline.whole(projector, subject);
        var times =
                rows.stream().map(row -> Instant.parse(row.path("created_date").asText())).toList();
        Timeline.assertHoldsAll(rows, posting.acknowledged(subject));
        assertThat(times).isSortedAccordingTo(Comparator.reverseOrder());
    }

    private static void end(Service... services) {
        for (Service service : services) {
            service.process().kill();
        }
    }
}
