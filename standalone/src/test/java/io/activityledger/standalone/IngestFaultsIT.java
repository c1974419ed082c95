package io.activityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.schemas.Activity;
import io.activityledger.testkit.LedgerCluster;
import java.util.HashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class IngestFaultsIT {

    @RegisterExtension static final LedgerCluster CLUSTER = new LedgerCluster();

    @Test
    void whatWasAcknowledgedBeforeAKillStandsOnTheLogOnce() {
        // Given
        var ingest = new Services(CLUSTER).ingest("ingest").awaitReady();
        var posting = Posting.about("contact", 8, ingest.probe());

        // When
        try (posting) {
            for (int kill = 0; kill < 2; kill++) {
                posting.awaitMore(400);
                ingest.process().kill();
                ingest.process().restart().awaitReady();
            }
            posting.awaitMore(200);
        }

        // Then
        var titlesOnTheLog = new HashMap<String, String>();
        for (Recorded recorded : Recorded.all(CLUSTER)) {
            Activity activity = recorded.activity();
            assertThat(titlesOnTheLog.put(activity.id().prefixed(), activity.title())).isNull();
        }
        System.out.println(
                "Ingest killed twice: %d acknowledged, %d unknown, %d on the log"
                        .formatted(
                                posting.titles().size(), posting.unknown(), titlesOnTheLog.size()));
        assertThat(posting.unknown()).as("posts that a kill met").isPositive();
        assertThat(titlesOnTheLog)
                .containsAllEntriesOf(posting.titles())
                .hasSizeLessThanOrEqualTo(posting.titles().size() + posting.unknown());
    }
}
