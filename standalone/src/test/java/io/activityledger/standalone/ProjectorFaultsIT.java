package io.activityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

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
        for (String contact : posting.contacts()) {
            theTimelineHoldsWhatWasAcknowledged(posting, contact, ada.probe());
            theTimelineHoldsWhatWasAcknowledged(posting, contact, bob.probe());
        }
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
        for (String contact : posting.contacts()) {
            theTimelineHoldsWhatWasAcknowledged(posting, contact, cleo.probe());
            theTimelineHoldsWhatWasAcknowledged(posting, contact, dan.probe());
        }
        end(cleo, dan, ingest);
    }

    /// Alone, it answers for every contact as soon as the other one counts as lost.
    private static void answersForAll(HttpProbe projector, Posting posting) {
        posting.contacts().forEach(contact -> Timeline.firstPage(projector, contact));
    }

    private static void theTimelineHoldsWhatWasAcknowledged(
            Posting posting, String contact, HttpProbe projector) {
        var rows = Timeline.whole(projector, contact);
        var times =
                rows.stream().map(row -> Instant.parse(row.path("created_date").asText())).toList();
        assertThat(Timeline.ids(rows))
                .doesNotHaveDuplicates()
                .containsAll(posting.acknowledged(contact));
        assertThat(times).isSortedAccordingTo(Comparator.reverseOrder());
    }

    private static void end(Service... services) {
        for (Service service : services) {
            service.process().kill();
        }
    }
}
