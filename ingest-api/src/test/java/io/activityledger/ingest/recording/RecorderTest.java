package io.activityledger.ingest.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.access.Caller;
import io.activityledger.dialects.ActivityDraft;
import io.activityledger.dialects.DraftReading;
import io.activityledger.dialects.leadlex.LeadLexRequest;
import io.activityledger.schemas.Activity;
import io.activityledger.schemas.ActivityIdMint;
import io.activityledger.schemas.RecordKey;
import io.activityledger.schemas.Subject;
import io.activityledger.testkit.Randomly;
import io.activityledger.testkit.TestClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecorderTest {

    private static final Caller ADA = new Caller("acme", "ada");

    private final TestClock clock = TestClock.atNoon();
    private final Recorder recorder = new Recorder(new ActivityIdMint(clock, new Random(7)), clock);

    @Test
    void theIdNamesThePartitionOfThePrimarySubject() {
        Randomly.runs(
                200,
                randomly -> {
                    // Given
                    String contact = "contact-" + randomly.number(0, 1_000_000);
                    var draft = draft("{'type':'call','deal_id':'d','contact_id':'%s'}", contact);

                    // When
                    Activity activity = recorder.record(draft, ADA);

                    // Then
                    RecordKey key = RecordKey.ofSubject("acme", Subject.contact(contact));
                    assertThat(activity.recordKey()).isEqualTo(key);
                    assertThat(activity.id().slot()).isEqualTo(key.slot());
                    assertThat(activity.id().partition(16)).isEqualTo(key.partition(16));
                });
    }

    @Test
    void anActivityAboutNobodyMayStandAnywhereUnderItsOwnKey() {
        // Given
        var draft = draft("{'type':'note'}", "");

        // When
        var slots =
                IntStream.range(0, 50)
                        .mapToObj(_ -> recorder.record(draft, ADA).id().slot())
                        .distinct();

        // Then
        assertThat(slots).hasSizeGreaterThan(40);
        Activity one = recorder.record(draft, ADA);
        assertThat(one.recordKey().text()).isEqualTo("acme/activity/" + one.id().bare());
    }

    @Test
    void whatHasNoTimeOfItsOwnHappenedWhenItWasRecorded() {
        // Given
        clock.advance(Duration.ofMinutes(3));

        // When
        Activity activity = recorder.record(draft("{'type':'note'}", ""), ADA);

        // Then
        assertThat(activity.recordedAt()).isEqualTo(clock.instant());
        assertThat(activity.occurredAt()).isEqualTo(clock.instant());
        assertThat(activity.createdBy()).isEqualTo("ada");
        assertThat(activity.workspaceId()).isEqualTo("acme");
        assertThat(activity.source()).isEqualTo("leadlex");
    }

    private ActivityDraft draft(String json, String id) {
        byte[] body = json.formatted(id).replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return switch (LeadLexRequest.read(body, clock.instant())) {
            case DraftReading.Accepted accepted -> accepted.draft();
            case DraftReading.Wishing wishing -> throw new AssertionError(wishing);
            case DraftReading.Refused refused -> throw new AssertionError(refused.refusal());
        };
    }
}
