package io.activityledger.timeline.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.schemas.ActivityId;
import io.activityledger.schemas.Subject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

class RankIndexTest {

    static {
        RocksDB.loadLibrary();
    }

    private static final TimelineList LIST = TimelineList.of("w", Subject.contact("c"));
    private static final TimelineList NEIGHBOUR = TimelineList.of("w", Subject.contact("d"));
    private static final int ROWS = 4_000;

    @TempDir Path directory;
    private Generation generation;
    private final WriteOptions writeOptions = new WriteOptions().setDisableWAL(true);

    @BeforeEach
    void open() throws RocksDBException {
        var options = new Options().setCreateIfMissing(true);
        generation = new Generation(RocksDB.open(options, directory.toString()), options);
    }

    @AfterEach
    void close() {
        generation.retire();
    }

    @Test
    void countsOfRowsThatComeInAnyOrderAreExact() {
        againstModel((dice, _) -> dice.nextLong(-1_000_000, 1_000_000));
    }

    @Test
    void countsOfRowsThatComeOldestFirstAreExact() {
        againstModel((_, row) -> row);
    }

    @Test
    void countsOfRowsThatComeNewestFirstAreExact() {
        againstModel((_, row) -> -row);
    }

    @Test
    void countsOfRowsOfOneMillisecondAreExact() {
        againstModel((_, _) -> 1_700_000_000_000L);
    }

    @Test
    void aCrowdedBlockThatACrashLeftBehindIsSplitWhenItIsCountedInAgain() throws RocksDBException {
        // Given
        var shape = new RankIndex.Shape(8, 4);
        var dice = new SplittableRandom(7);
        var model = new TreeSet<byte[]>(Arrays::compareUnsigned);
        List<byte[]> rows = suffixes(dice, 100, _ -> dice.nextLong(1_000));
        write(new RankIndex(generation.db(), shape, 10), LIST, rows, model, false);

        // When
        write(
                new RankIndex(generation.db(), shape, 10),
                LIST,
                suffixes(dice, 1, _ -> 5),
                model,
                true);

        // Then
        assertSame(model, dice, "a crowded block");
        assertBlocksAreSmall(shape);
    }

    private interface Moments {
        long of(SplittableRandom dice, long row);
    }

    private void againstModel(Moments moments) {
        Seeds.some(6)
                .forEach(seed -> {
                    try {
                        againstModel(seed, moments);
                    } catch (RocksDBException | AssertionError failure) {
                        throw new AssertionError("-Dseed=" + seed, failure);
                    }
                });
    }

    private void againstModel(long seed, Moments moments) throws RocksDBException {
        // Given
        var dice = new SplittableRandom(seed);
        generation.db().deleteRange(new byte[] {0}, new byte[] {(byte) 0xFF});
        var shape = new RankIndex.Shape(4 + dice.nextInt(30), 4 + dice.nextInt(12));
        var index = new RankIndex(generation.db(), shape, 1 + dice.nextInt(2));
        var model = new TreeSet<byte[]>(Arrays::compareUnsigned);
        var next = new long[1];

        // When
        while (model.size() < ROWS) {
            int size = dice.nextInt(4) == 0 ? 1 + dice.nextInt(400) : 1;
            write(index, LIST, suffixes(dice, size, _ -> moments.of(dice, next[0]++)), model, true);
            if (dice.nextInt(3) == 0) {
                var theirs = suffixes(dice, 3, _ -> dice.nextLong(100));
                write(index, NEIGHBOUR, theirs, new TreeSet<>(Arrays::compareUnsigned), true);
            }
        }

        // Then
        assertSame(model, dice, "seed " + seed);
        assertBlocksAreSmall(shape);
    }

    private static List<byte[]> suffixes(
            SplittableRandom dice, int size, LongUnaryOperator millis) {
        List<byte[]> suffixes = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            var id = new ActivityId(new UUID(dice.nextLong(), dice.nextLong()));
            suffixes.add(TimelineKey.suffix(millis.applyAsLong(i), id));
        }
        suffixes.sort(Arrays::compareUnsigned);
        return suffixes;
    }

    private void write(
            RankIndex index,
            TimelineList list,
            List<byte[]> rows,
            NavigableSet<byte[]> model,
            boolean settled)
            throws RocksDBException {
        try (var batch = new WriteBatch()) {
            for (byte[] row : rows) {
                batch.put(list.key(row), new byte[0]);
            }
            index.count(Map.of(list, new ArrayList<>(rows)), batch::put);
            generation.db().write(writeOptions, batch);
        }
        if (settled) {
            index.settle(filling -> {
                try (var batch = new WriteBatch()) {
                    filling.into(batch::put);
                    generation.db().write(writeOptions, batch);
                }
            });
        }
        model.addAll(rows);
    }

    private void assertSame(NavigableSet<byte[]> model, SplittableRandom dice, String what)
            throws RocksDBException {
        List<byte[]> rows = List.copyOf(model);
        try (var view = generation.new View();
                var ranks = new RankReader(view, LIST)) {
            assertThat(ranks.rows()).as(what).isEqualTo(rows.size());
            for (int i = 0; i < 300; i++) {
                int at = dice.nextInt(rows.size());
                assertThat(ranks.before(rows.get(at))).as(what).isEqualTo(at);
                ranks.seek(ranks.locate(at));
                assertThat(ranks.suffix()).as(what).isEqualTo(rows.get(at));
                byte[] bound = TimelineKey.notAfter(dice.nextLong(-1_100_000, 1_100_000));
                assertThat(ranks.before(bound)).as(what).isEqualTo(model.headSet(bound).size());
            }
        }
    }

    private void assertBlocksAreSmall(RankIndex.Shape shape) throws RocksDBException {
        try (var options = new org.rocksdb.ReadOptions();
                var all = generation.db().newIterator(options)) {
            byte[] root = RankNode.rootKey(LIST);
            int height = RankNode.root(generation.db().get(root)).level;
            assertThat(height).isPositive();
            for (int level = 0; level < height; level++) {
                byte[] prefix = RankNode.levelPrefix(LIST, level);
                int blocks = 0;
                for (all.seek(prefix); all.isValid() && startsWith(all.key(), prefix); all.next()) {
                    blocks++;
                    long weight =
                            level == 0
                                    ? RankNode.rowsOf(all.value())
                                    : RankNode.block(level, new byte[0], all.value()).children;
                    assertThat(weight).isBetween(1L, (long) shape.largest(level));
                }
                assertThat(blocks).isGreaterThan(1);
            }
        }
    }

    private static boolean startsWith(byte[] key, byte[] prefix) {
        return key.length >= prefix.length
                && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    }
}
