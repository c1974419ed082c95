package io.activityledger.timeline.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.kit.kafka.EndOffset;
import io.activityledger.kit.metrics.Metrics;
import io.activityledger.schemas.Topics;
import io.activityledger.timeline.consistency.BarrierMeters;
import io.activityledger.timeline.consistency.Consistency;
import io.activityledger.timeline.consistency.LogPartition;
import io.activityledger.timeline.consistency.ReadBarrier;
import io.activityledger.timeline.feed.FeedWalk;
import io.activityledger.timeline.model.PlainTimelines;
import io.activityledger.timeline.query.ReaderPages;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// One instance that holds the partition, driven as Kafka Streams drives its stores: opened, filled
/// from where they say they stand, processing from where the group stands, closed or killed.
final class ModelHost {

    private static final BarrierMeters METERS = new BarrierMeters(new Metrics());

    private final ModelTopics topics;
    private final Group group;
    private final RocksMemory memory;
    private final Path parent;
    private final Duration flushAfter;
    private final int cachedLists;
    private int directories;
    private Path directory;
    private StoreBench bench;
    private long nextActivity;
    private long nextLink;

    /// How far the group has committed, in both topics.
    static final class Group {
        long activities;
        long links;
    }

    ModelHost(
            ModelTopics topics,
            Group group,
            RocksMemory memory,
            Path parent,
            SplittableRandom dice) {
        this.topics = topics;
        this.group = group;
        this.memory = memory;
        this.parent = parent;
        this.flushAfter = dice.nextBoolean() ? Duration.ZERO : Duration.ofHours(1);
        this.cachedLists = 1 + dice.nextInt(8);
        this.directory = freshDirectory();
        open();
    }

    private Path freshDirectory() {
        return parent.resolve(Integer.toString(directories++));
    }

    private void open() {
        bench = new StoreBench(directory, flushAfter, cachedLists, memory.lent(), topics.ledger);
        bench.openedBoth();
        nextActivity = behind(bench.committed());
        nextLink = behind(bench.committedLinks());
    }

    private static long behind(Long committed) {
        return committed == null ? 0 : committed + 1;
    }

    /// The last offset applied of `activities`.
    long applied() {
        return bench.handle().appliedOffset();
    }

    /// The last offset applied of `timeline-links`.
    long linksApplied() {
        return bench.registry.links(0).orElseThrow().appliedOffset();
    }

    PlainTimelines expected() {
        return topics.log.timelines(applied() + 1, linksApplied() + 1);
    }

    /// Follows as a copy does: some of what the group has committed, in a batch of its own.
    void restore(int most) {
        long end = Math.min(group.activities, nextActivity + most);
        if (nextActivity < end) {
            apply(topics.activities.subList((int) nextActivity, (int) end), bench::restore);
            nextActivity = end;
        }
    }

    void restoreLinks(int most) {
        long end = Math.min(group.links, nextLink + most);
        if (nextLink < end) {
            apply(topics.links.subList((int) nextLink, (int) end), bench::restoreLinks);
            nextLink = end;
        }
    }

    private interface Batches {
        void restore(List<ConsumerRecord<byte[], byte[]>> batch);
    }

    /// Kafka Streams shows a restoring store no record without a key.
    private static void apply(List<ConsumerRecord<byte[], byte[]>> batch, Batches to) {
        List<ConsumerRecord<byte[], byte[]>> shown =
                batch.stream().filter(each -> each.key() != null).toList();
        if (!shown.isEmpty()) {
            to.restore(shown);
        }
    }

    void standBy() {
        bench.store.standBy();
        bench.links.standBy();
    }

    /// Takes over: restores what the group has committed, and goes on from there.
    void activate(SplittableRandom dice) {
        bench.store.restoringTo(group.activities);
        bench.links.restoringTo(group.links);
        while (nextActivity < group.activities || nextLink < group.links) {
            if (dice.nextBoolean()) {
                restore(1 + dice.nextInt(200));
            } else {
                restoreLinks(1 + dice.nextInt(200));
            }
        }
        bench.store.restored();
        bench.links.restored();
        nextActivity = group.activities;
        nextLink = group.links;
        bench.store.activate();
        bench.links.activate();
    }

    /// Processes the next activity; whether there was one.
    boolean take() {
        boolean more = nextActivity < topics.activities.size();
        if (more) {
            bench.store.take(topics.activities.get((int) nextActivity++));
        }
        return more;
    }

    boolean takeLink() {
        boolean more = nextLink < topics.links.size();
        if (more) {
            bench.links.take(topics.links.get((int) nextLink++));
        }
        return more;
    }

    /// What was processed is committed; the stores hear it, and need not believe it.
    void commit(SplittableRandom dice) {
        group.activities = Math.max(group.activities, nextActivity);
        group.links = Math.max(group.links, nextLink);
        bench.store.commit(Map.of(StoreBench.SOURCE, dice.nextLong(1 + nextActivity)));
        bench.links.commit(Map.of(StoreBench.LINKS, dice.nextLong(1 + nextLink)));
    }

    void deactivate() {
        bench.store.deactivate();
        bench.links.deactivate();
    }

    /// Closes it and opens it again, through whichever door first.
    void reopen(boolean linksFirst) {
        if (linksFirst) {
            bench.links.close();
        }
        bench.close();
        open();
    }

    /// As a kill leaves it: what of its files stands at this moment, and nothing of its memory.
    void kill() {
        long claimed = behind(bench.committed());
        long linksClaimed = behind(bench.committedLinks());
        Path left = freshDirectory();
        while (!DirectoryCopy.of(directory, left)) {
            left = freshDirectory();
        }
        bench.close();
        directory = left;
        open();
        assertThat(applied()).as("what it said to be safe").isGreaterThanOrEqualTo(claimed - 1);
        assertThat(linksApplied()).isGreaterThanOrEqualTo(linksClaimed - 1);
    }

    /// Kafka Streams holds it for corrupt.
    void condemn(boolean byLinks) {
        (byLinks ? bench.links : bench.store).commit(Map.of());
        reopen(byLinks);
    }

    /// Somebody removed its directory.
    void wipe() {
        bench.close();
        directory = freshDirectory();
        open();
    }

    void close() {
        bench.close();
    }

    StoreRegistry registry() {
        return bench.registry;
    }

    TimelineLease lease() {
        return bench.lease();
    }

    /// Questions as clients put them to the owner, or as another instance puts them to a copy.
    ReaderPages pages(Consistency consistency) {
        return new ReaderPages(bench.registry, barrier(), FakeLedger.WORKSPACE, consistency);
    }

    FeedWalk feed() {
        return new FeedWalk(bench.registry, barrier(), FakeLedger.WORKSPACE);
    }

    private ReadBarrier barrier() {
        return new ReadBarrier(
                (place, _) -> new EndOffset.Known(end(place)),
                this::committedEnd,
                Duration.ofMillis(50),
                METERS);
    }

    private long end(LogPartition place) {
        return (isLinks(place) ? topics.links : topics.activities).size();
    }

    private OptionalLong committedEnd(LogPartition place) {
        return OptionalLong.of(isLinks(place) ? group.links : group.activities);
    }

    private static boolean isLinks(LogPartition place) {
        return place.topic().equals(Topics.TIMELINE_LINKS.name());
    }
}
