package io.activityledger.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.schemas.RecordJudge.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecordJudgeTest {

    private static final int PARTITIONS = 16;

    private final EventCodec codec = new EventCodec(new OneSchema());
    private final RecordJudge judge = new RecordJudge(codec, PARTITIONS);

    @Test
    void anActivityUnderItsSubjectsKeyIsSound() {
        Activity call = withSlotOf("c1");

        assertThat(judged(call, call.recordKey().bytes(), call.id().partition(PARTITIONS)))
                .isEqualTo(new Verdict.Sound(call));
    }

    @Test
    void anActivityWithoutSubjectsLivesWhereItsIdSays() {
        Activity note = SampleActivities.bare();

        assertThat(judged(note, note.recordKey().bytes(), note.id().partition(PARTITIONS)))
                .isEqualTo(new Verdict.Sound(note));
    }

    @Test
    void aForeignKeyAForeignSlotAndAForeignPartitionArePoison() {
        Activity call = withSlotOf("c1");
        Activity misplaced = SampleActivities.about(SampleActivities.ID, "c1");
        int home = call.id().partition(PARTITIONS);

        assertThat(judged(call, "dev/contact/c2".getBytes(StandardCharsets.UTF_8), home))
                .isInstanceOf(Verdict.Poison.class);
        assertThat(judged(misplaced, misplaced.recordKey().bytes(), home))
                .isInstanceOf(Verdict.Poison.class);
        assertThat(judged(call, call.recordKey().bytes(), home ^ 1))
                .isInstanceOf(Verdict.Poison.class);
    }

    @Test
    void aRecordWithoutKeyOrValueIsPoison() {
        assertThat(judge.judge(null, new byte[] {1}, 0)).isInstanceOf(Verdict.Poison.class);
        assertThat(judge.judge(new byte[] {1}, null, 0)).isInstanceOf(Verdict.Poison.class);
    }

    @Test
    void metadataThatAreNoObjectArePoison() {
        for (String metadata : List.of("{broken", "{\"a\":1}}", "[1]", "null", "", "{\"a\":nul}")) {
            Activity call = withMetadata(metadata);

            assertThat(judged(call, call.recordKey().bytes(), call.id().partition(PARTITIONS)))
                    .as(metadata)
                    .isEqualTo(
                            new Verdict.Poison(
                                    PoisonKind.METADATA, "metadata_json is no JSON object"));
        }
        String deep = "{\"a\":".repeat(2_000) + "{}" + "}".repeat(2_000);
        for (String metadata : List.of("{}", " {\"a\": 1.10} ", "{\"a\":1,\"a\":2}", deep)) {
            Activity call = withMetadata(metadata);

            assertThat(judged(call, call.recordKey().bytes(), call.id().partition(PARTITIONS)))
                    .isEqualTo(new Verdict.Sound(call));
        }
    }

    private Verdict judged(Activity activity, byte[] key, int partition) {
        return judge.judge(key, codec.writer().encode(activity), partition);
    }

    private static Activity withSlotOf(String contact) {
        int slot = RecordKey.ofSubject("dev", Subject.contact(contact)).slot();
        UUID uuid = SampleActivities.ID.uuid();
        long low = (uuid.getLeastSignificantBits() & ~0xFFFFL) | slot;
        return SampleActivities.about(
                new ActivityId(new UUID(uuid.getMostSignificantBits(), low)), contact);
    }

    private static Activity withMetadata(String json) {
        var fields = new ActivityFields();
        Activity call = withSlotOf("c1");
        fields.id = call.id();
        fields.workspaceId = call.workspaceId();
        fields.type = call.type();
        fields.occurredAt = call.occurredAt();
        fields.recordedAt = call.recordedAt();
        fields.source = call.source();
        fields.createdBy = call.createdBy();
        fields.contactId = call.contactId();
        fields.contactIds = call.contactIds();
        fields.metadataJson = json;
        return fields.activity();
    }

    private static final class OneSchema implements SchemaRegistry {
        @Override
        public int register(String subject, String schema) {
            return 1;
        }

        @Override
        public Optional<String> schemaById(int id) {
            return Optional.empty();
        }
    }
}
