package io.activityledger.timeline.projection;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;

/// A process that goes on where its store says it stands, and kills itself, as `kill -9` does, in
/// the middle of it.
///
/// Arguments: directory, the history's seed and length, its own seed, when to kill.
final class CrashingWriter {

    private CrashingWriter() {}

    enum KillAfter {
        WRITE,
        FLUSH,
        COMMIT,
        EMPTY_COMMIT
    }

    public static void main(String[] args) throws Exception {
        var dice = new SplittableRandom(Long.parseLong(args[3]));
        var killAfter = KillAfter.valueOf(args[4]);
        int length = Integer.parseInt(args[2]);
        boolean flushing = killAfter != KillAfter.WRITE;
        Duration flushAfter = flushing ? Duration.ZERO : Duration.ofHours(1);
        var bench = new StoreBench(Path.of(args[0]), flushAfter, 8).opened();
        var history = new History(bench.ledger, Long.parseLong(args[1]), length);
        Long committed = bench.committed();
        long next = committed == null ? 0 : committed + 1;
        for (int batches = 3 + dice.nextInt(8); batches > 0; batches--) {
            long end = Math.min(length, next + 1 + dice.nextInt(120));
            bench.restore(history.records(next, end));
            next = end;
            if (flushing && dice.nextInt(3) > 0) {
                // Any offset: the store must not believe it.
                bench.store.commit(Map.of(StoreBench.SOURCE, dice.nextLong(length)));
            }
        }
        switch (killAfter) {
            case WRITE, COMMIT -> {}
            case FLUSH -> bench.store.commit(Map.of(StoreBench.SOURCE, 0L));
            case EMPTY_COMMIT -> bench.store.commit(Map.of());
        }
        killThisProcess();
    }

    /// A halt would run what the C library does at an exit, while RocksDB's threads still work.
    private static void killThisProcess() throws Exception {
        String pid = Long.toString(ProcessHandle.current().pid());
        new ProcessBuilder("kill", "-9", pid).inheritIO().start().waitFor();
        throw new IllegalStateException("still alive");
    }
}
