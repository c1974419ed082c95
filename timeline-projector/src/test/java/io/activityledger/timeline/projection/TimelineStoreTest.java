package io.activityledger.timeline.projection;

import static io.activityledger.timeline.projection.FakeLedger.WORKSPACE;
import static io.activityledger.timeline.projection.FakeLedger.about;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.activityledger.dialects.leadlex.LeadLexTail;
import io.activityledger.schemas.Activity;
import io.activityledger.schemas.PoisonKind;
import io.activityledger.schemas.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/// The store's contract with Kafka Streams and with its readers, rule by rule.
@Timeout(60)
class TimelineStoreTest {

    private static final TimelineList ADA = TimelineList.of(WORKSPACE, Subject.contact("ada"));

    @TempDir Path directory;
    private StoreBench bench;

    @BeforeEach
    void open() {
        bench = new StoreBench(directory).opened();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void theFirstOffsetOfAnIdWinsWithinABatchAndAcross() {
        // Given
        Activity first = about("ada", "call", 100, 1);
        Activity other = about("ada", "call", 50, 2);

        // When
        bench.restore(
                List.of(
                        bench.ledger.record(0, first),
                        bench.ledger.record(1, FakeLedger.again(first, "second")),
                        bench.ledger.record(2, other)));
        bench.restore(List.of(bench.ledger.record(3, FakeLedger.again(first, "third"))));
        bench.restore(List.of(bench.ledger.record(0, first)));

        // Then
        try (var lease = bench.lease()) {
            Slice slice = lease.slice(ADA, Span.all(), 0, 10);
            assertThat(slice.total()).isEqualTo(2);
            assertThat(slice.rows().stream().map(Row::json))
                    .containsExactly(FakeLedger.json(first), FakeLedger.json(other));
            KnownActivity known = lease.byId(WORKSPACE, first.id()).orElseThrow();
            assertThat(known.offset()).isZero();
            assertThat(whole(known.row())).isEqualTo(first);
            assertThat(known.row().json()).isEqualTo(FakeLedger.json(first));
        }
    }

    @Test
    void anActivityWithoutSubjectsIsFoundByItsId() {
        // Given
        Activity alone = FakeLedger.aboutNothing(7);

        // When
        bench.restore(List.of(bench.ledger.record(0, alone)));

        // Then
        try (var lease = bench.lease()) {
            assertThat(lease.byId(WORKSPACE, alone.id()).orElseThrow().row().json())
                    .isEqualTo(FakeLedger.json(alone));
            assertThat(lease.byId("elsewhere", alone.id())).isEmpty();
        }
    }

    @Test
    void committedIsOnlyWhatIsFlushedWhateverCommitPasses() {
        // Given
        bench.restore(records(0, 10));

        // When
        bench.store.commit(Map.of(StoreBench.SOURCE, 4_711L));

        // Then
        assertThat(bench.committed()).isNull();
        assertThat(bench.handle().appliedOffset()).isEqualTo(9);
    }

    @Test
    void closingFlushesSoThatTheNextOpeningKnowsItsOffset() {
        // Given
        bench.restore(records(0, 10));

        // When
        bench.store.close();
        bench.opened();

        // Then
        assertThat(bench.committed()).isEqualTo(9);
        assertThat(bench.handle().appliedOffset()).isEqualTo(9);
        assertThat(total()).isEqualTo(10);
    }

    @Test
    void aCommitFlushesOnceTheTimeHasCome() throws IOException {
        // Given
        bench.close();
        bench = new StoreBench(directory, Duration.ZERO, 64).opened();
        bench.restore(records(0, 10));

        // When
        bench.store.commit(Map.of(StoreBench.SOURCE, 3L));

        // Then
        org.awaitility.Awaitility.await().until(() -> Long.valueOf(9).equals(bench.committed()));
    }

    @Test
    void negativeOffsetsAreUnknownAndChangeNothing() {
        // Given
        bench.restore(records(0, 10));

        // When
        bench.store.commit(Map.of(StoreBench.SOURCE, -4L));
        bench.store.close();
        bench.opened();

        // Then
        assertThat(bench.committed()).isEqualTo(9);
        assertThat(total()).isEqualTo(10);
    }

    @Test
    void anotherTopicsOffsetIsNotItsOwn() {
        // Given
        bench.restore(records(0, 10));

        // When
        bench.store.close();
        bench.opened();

        // Then
        assertThat(bench.store.committedOffset(new TopicPartition("other", 0))).isNull();
        assertThat(bench.store.committedOffset(new TopicPartition("activities", 1))).isNull();
    }

    @Test
    void anEmptyCommitMakesTheNextOpeningStartEmpty() {
        // Given
        bench.restore(records(0, 10));

        // When
        bench.store.commit(Map.of());

        // Then
        assertThat(bench.committed()).isNull();
        bench.store.close();
        bench.opened();
        assertThat(bench.committed()).isNull();
        assertThat(bench.handle().appliedOffset()).isEqualTo(-1);
        assertThat(total()).isZero();
        bench.restore(records(0, 3));
        assertThat(total()).isEqualTo(3);
    }

    @Test
    void aMissingOffsetInACommitCondemnsToo() {
        // Given
        bench.restore(records(0, 10));

        // When
        bench.store.commit(Collections.singletonMap(StoreBench.SOURCE, null));

        // Then
        bench.store.close();
        bench.opened();
        assertThat(total()).isZero();
    }

    @Test
    void whatWasCondemnedStaysSoForAnotherProcess() {
        // Given
        bench.restore(records(0, 10));
        bench.store.commit(Map.of());
        bench.close();

        // When
        bench = new StoreBench(directory).opened();

        // Then
        assertThat(total()).isZero();
        assertThat(bench.storeDirectory().resolve("CONDEMNED")).doesNotExist();
    }

    @Test
    void aDirectoryOfAnotherFormatIsThrownAwayAndFilledAnew() throws RocksDBException {
        // Given
        bench.restore(records(0, 10));
        bench.store.close();
        try (var db = RocksDB.open(bench.storeDirectory().toString())) {
            db.put(TimelineKey.meta("format"), new byte[] {0, 0, 0, 0, 0, 0, 0, 1});
        }

        // When
        bench.opened();

        // Then
        assertThat(bench.committed()).isNull();
        assertThat(bench.handle().appliedOffset()).isEqualTo(-1);
        assertThat(total()).isZero();
        bench.restore(records(0, 3));
        bench.store.close();
        bench.opened();
        assertThat(total()).isEqualTo(3);
    }

    @Test
    void initAndCloseMayBeRepeated() {
        // When
        for (long round = 0; round < 5; round++) {
            bench.restore(records(round * 10, round * 10 + 10));
            bench.store.close();
            bench.store.close();
            bench.opened();
        }

        // Then
        assertThat(total()).isEqualTo(50);
        assertThat(bench.store.isOpen()).isTrue();
        assertThat(bench.storeDirectory().getFileName()).hasToString(bench.store.name());
    }

    @Test
    void poisonAdvancesTheAppliedOffsetInRestoreAndInProcessing() {
        // Given
        var poison = FakeLedger.record(1, "w/contact/ada".getBytes(UTF_8), new byte[] {9, 9});

        // When
        bench.restore(List.of(bench.ledger.record(0, about("ada", "call", 1, 0)), poison));
        bench.store.activate();
        var reason = bench.store.take(FakeLedger.record(2, null, new byte[0]));
        var sound = bench.store.take(bench.ledger.record(3, about("ada", "call", 2, 3)));

        // Then
        assertThat(reason)
                .contains(new Folded.Poison(PoisonKind.INCOMPLETE, "the record has no key"));
        assertThat(sound).isEmpty();
        assertThat(bench.handle().appliedOffset()).isEqualTo(3);
        assertThat(total()).isEqualTo(2);
    }

    @Test
    void afterARestoreTheAppliedOffsetIsTheRestoresEnd() {
        // Given: offsets 10 to 14 have no key and are hidden
        bench.restoreStarts(15);
        bench.restore(records(0, 10));

        // When
        bench.restoreEnds();

        // Then
        assertThat(bench.handle().appliedOffset()).isEqualTo(14);
        bench.store.activate();
        bench.store.take(bench.ledger.record(15, about("ada", "call", 2, 99)));
        assertThat(bench.handle().appliedOffset()).isEqualTo(15);
    }

    @Test
    void aGapWhileFollowingFailsLoudly() {
        // Given
        bench.restore(records(0, 10));
        bench.store.activate();
        bench.store.take(bench.ledger.record(10, about("ada", "call", 2, 99)));

        // Then
        assertThatThrownBy(
                        () -> bench.store.take(bench.ledger.record(12, about("ada", "x", 2, 98))))
                .hasMessageContaining("activities")
                .hasMessageContaining("partition 0")
                .hasMessageContaining("from 10 to 12");
        assertThatThrownBy(
                        () -> bench.store.take(bench.ledger.record(10, about("ada", "x", 2, 98))))
                .isInstanceOf(SourceOffsets.Gap.class);
    }

    @Test
    void aGapBehindTheRestoreFailsLoudly() {
        // Given
        bench.restore(records(0, 10));
        bench.store.activate();

        // Then
        assertThatThrownBy(
                        () -> bench.store.take(bench.ledger.record(11, about("ada", "x", 2, 98))))
                .hasMessageContaining("from 9 to 11");
    }

    @Test
    void recordsReadAgainAfterActivationChangeNothing() {
        // Given
        bench.restore(records(0, 10));
        bench.store.activate();

        // When
        records(4, 12).forEach(bench.store::take);

        // Then
        assertThat(total()).isEqualTo(12);
        assertThat(bench.handle().appliedOffset()).isEqualTo(11);
    }

    @Test
    void anEmptyStoreMayBeginWhereTheLogBegins() {
        // Given
        bench.store.activate();

        // When
        records(500, 503).forEach(bench.store::take);

        // Then
        assertThat(bench.handle().appliedOffset()).isEqualTo(502);
        assertThat(total()).isEqualTo(3);
    }

    @Test
    void aTruncatedTableFileIsNoticedAtOpeningAndHealed() throws IOException {
        damagedAtOpening(
                file -> {
                    byte[] bytes = Files.readAllBytes(file);
                    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
                },
                ".sst");
    }

    @Test
    void aMissingTableFileIsNoticedAtOpeningAndHealed() throws IOException {
        damagedAtOpening(Files::delete, ".sst");
    }

    @Test
    void aBrokenCurrentFileIsNoticedAtOpeningAndHealed() throws IOException {
        damagedAtOpening(file -> Files.write(file, new byte[] {'M'}), "CURRENT");
    }

    @Test
    void anEmptyManifestIsNoticedAtOpeningAndHealed() throws IOException {
        damagedAtOpening(file -> Files.write(file, new byte[0]), "MANIFEST");
    }

    @Test
    void flippedBitsInTheOffsetItselfAreNoticedAtOpeningAndHealed() throws IOException {
        // When
        flipped(0, 0.7);

        // Then
        assertThat(bench.handle().appliedOffset()).isEqualTo(-1);
        assertHealed();
    }

    @Test
    void aMissingCurrentFileMakesTheStoreStartEmpty() throws IOException {
        damagedAtOpening(Files::delete, "CURRENT");
    }

    @Test
    void flippedBitsFoundByAReaderAreHealedByTheOwner() throws IOException {
        // Given: of the file's tables, the rows
        flipped(0.5, 0.7);

        // When
        try (var lease = bench.lease()) {
            assertThatThrownBy(() -> lease.slice(ADA, Span.all(), 0, 400))
                    .isInstanceOf(StoreUnreadable.class);
        }

        // Then
        assertThatThrownBy(() -> bench.store.commit(Map.of(StoreBench.SOURCE, 1L)))
                .isInstanceOf(TaskCorruptedException.class);
        assertHealed();
    }

    @Test
    void flippedBitsFoundWhileWritingAreHealed() throws IOException {
        // Given: of the file's tables, the ids
        flipped(0, 0.1);
        bench.store.activate();

        // When: ids that are known already, looked up in damaged blocks
        assertThatThrownBy(() -> records(0, 400).forEach(bench.store::take))
                .isInstanceOf(TaskCorruptedException.class);

        // Then
        assertThat(bench.committed()).isNull();
        assertHealed();
    }

    @Test
    void aReaderThatWaitsIsWokenByTheRecordItWaitsFor() throws InterruptedException {
        // Given
        bench.store.activate();
        var outcomes = new ArrayList<Waited>();
        var handle = bench.handle();
        var waiting =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                outcomes.add(handle.awaitApplied(5, farDeadline()));
                            } catch (InterruptedException gone) {
                                Thread.currentThread().interrupt();
                            }
                        });

        // When
        records(0, 6).forEach(bench.store::take);

        // Then
        assertThat(waiting.join(Duration.ofSeconds(20))).isTrue();
        assertThat(outcomes).containsExactly(Waited.APPLIED);
    }

    @Test
    void waitingEndsWithTheTimeOrTheStore() throws InterruptedException {
        // Given
        var handle = bench.handle();

        // When
        Waited late = handle.awaitApplied(5, System.nanoTime() + 1_000_000);
        bench.store.close();
        Waited gone = handle.awaitApplied(5, farDeadline());

        // Then
        assertThat(late).isEqualTo(Waited.TIME_OVER);
        assertThat(gone).isEqualTo(Waited.CLOSED);
        assertThat(handle.lease()).isEmpty();
        assertThat(bench.registry.timelines(0)).isEmpty();
    }

    @Test
    void theRoleFollowsItsTask() {
        // Given
        var handle = bench.handle();
        var roles = new ArrayList<Role>();

        // When
        roles.add(handle.role());
        bench.listener.onUpdateStart(StoreBench.SOURCE, bench.store.name(), 0);
        roles.add(handle.role());
        bench.restoreStarts(30);
        roles.add(handle.role());
        bench.restoreEnds();
        bench.store.activate();
        roles.add(handle.role());
        bench.store.deactivate();
        roles.add(handle.role());

        // Then
        assertThat(roles)
                .containsExactly(
                        Role.RESTORING, Role.STANDBY, Role.RESTORING, Role.ACTIVE, Role.RESTORING);
        assertThat(handle.restoreEndOffset()).isEqualTo(30);
    }

    private static long farDeadline() {
        return System.nanoTime() + Duration.ofSeconds(20).toNanos();
    }

    private interface Damaging {
        void damage(Path file) throws IOException;
    }

    private static Activity whole(Row row) {
        return LeadLexTail.whole(WORKSPACE, row.json(), row.tail());
    }

    private void damagedAtOpening(Damaging damaging, String file) throws IOException {
        // Given
        bench.restore(records(0, 400));
        bench.close();
        for (Path each : files(file)) {
            damaging.damage(each);
        }

        // When
        bench = new StoreBench(directory).opened();

        // Then
        assertThat(bench.committed()).isNull();
        assertHealed();
    }

    private void flipped(double from, double to) throws IOException {
        bench.restore(records(0, 400));
        bench.close();
        for (Path file : files(".sst")) {
            byte[] bytes = Files.readAllBytes(file);
            for (int at = (int) (from * bytes.length); at < to * bytes.length; at += 100) {
                bytes[at] ^= 0x55;
            }
            Files.write(file, bytes, StandardOpenOption.TRUNCATE_EXISTING);
        }
        bench = new StoreBench(directory).opened();
    }

    private void assertHealed() {
        bench.store.close();
        bench.opened();
        bench.restore(records(0, 400));
        assertThat(total()).isEqualTo(400);
        bench.store.close();
        bench.opened();
        assertThat(total()).isEqualTo(400);
        assertThat(bench.committed()).isEqualTo(399);
    }

    private List<Path> files(String name) throws IOException {
        try (Stream<Path> files = Files.list(bench.storeDirectory())) {
            List<Path> found =
                    files.filter(file -> file.getFileName().toString().contains(name)).toList();
            assertThat(found).isNotEmpty();
            return found;
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> records(long from, long to) {
        return LongStream.range(from, to)
                .mapToObj(n -> bench.ledger.record(n, about("ada", "call", 1_000 + n, n)))
                .toList();
    }

    private long total() {
        try (var lease = bench.lease()) {
            long total = lease.count(ADA, Span.all());
            assertThat(lease.slice(ADA, Span.all(), 0, 10_000).rows()).hasSize((int) total);
            return total;
        }
    }
}
