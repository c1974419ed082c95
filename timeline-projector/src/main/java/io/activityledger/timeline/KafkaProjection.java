package io.activityledger.timeline;

import io.activityledger.kit.kafka.KafkaStreamsRun;
import io.activityledger.kit.kafka.StreamsIdentity;
import io.activityledger.kit.lifecycle.Readiness;
import io.activityledger.kit.lifecycle.Readiness.NotReady;
import io.activityledger.kit.routing.Owner;
import io.activityledger.kit.routing.PartitionOwners;
import io.activityledger.schemas.Topics;
import io.activityledger.timeline.projection.Role;
import io.activityledger.timeline.projection.StoreHandle;
import io.activityledger.timeline.projection.StoreRegistry;
import io.activityledger.timeline.query.TimelineOwners;
import java.time.Duration;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Is the projection running, and who holds which partition? While it is rebuilt there are two:
///
/// ```
/// version 1   ══ serves ═══════════════════════╗ closed, its rows removed
/// version 2          ┆ proposed ── builds ─────╩══ serves ════
///                                     caught up with the whole log, on whatever instances
/// ```
///
/// Each instance looks by itself how things stand. A reader meets the old rows or the new ones,
/// both behind the same barrier; and where the one is closed already, the other.
///
/// Started and closed by whoever starts the service; what comes in between is done by one thread of
/// its own; asked by any thread.
final class KafkaProjection implements TimelineOwners, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaProjection.class);
    private static final Duration OWNERS_KEPT = Duration.ofSeconds(1);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(15);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    /// Other instances may not have seen yet that the new one stands, and still ask the old one's
    /// owners.
    private static final Duration LEFT_STANDING = Duration.ofSeconds(4);

    private final StoreRegistry stores;
    private final KafkaVersion.Recipe recipe;
    private final KafkaVersions versions;
    private final ScheduledExecutorService looking =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("timeline-versions").daemon().factory());

    /// The one that serves first, then the one that is built, or was served before.
    private final List<KafkaVersion> running = new CopyOnWriteArrayList<>();

    /// Whether there are no other versions' rows here; of the thread that looks.
    private boolean alone;

    KafkaProjection(StoreRegistry stores, KafkaVersion.Recipe recipe, KafkaVersions versions) {
        this.stores = stores;
        this.recipe = recipe;
        this.versions = versions;
    }

    static KafkaStreamsRun.Pace pace(ProjectionSettings settings) {
        return new KafkaStreamsRun.Pace(settings.streams(), OWNERS_KEPT, CLOSE_LIMIT);
    }

    void start(StreamsIdentity identity) {
        NavigableSet<Integer> known = versions.known();
        if (known.isEmpty() && versions.otherFormats()) {
            versions.propose(1);
        }
        int serving = versionToServe(known, identity);
        running.add(KafkaVersion.start(serving, stores, recipe, identity));
        var _ =
                looking.scheduleWithFixedDelay(
                        () -> tryToLook(identity),
                        LOOK_EVERY.toMillis(),
                        LOOK_EVERY.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    /// The latest that is whole: what this instance has rows of and not of the one before, or what
    /// has caught up with the log.
    private int versionToServe(NavigableSet<Integer> known, StreamsIdentity identity) {
        if (known.size() < 2) {
            return known.isEmpty() ? 1 : known.getFirst();
        }
        int latest = known.getLast();
        int before = known.headSet(latest).getLast();
        boolean latestAlone = hasRows(latest, identity) && !hasRows(before, identity);
        return latestAlone || versions.catching(latest).done() ? latest : before;
    }

    private static boolean hasRows(int version, StreamsIdentity identity) {
        return KafkaVersion.directory(version, identity).toFile().isDirectory();
    }

    private void tryToLook(StreamsIdentity identity) {
        try {
            look(identity);
        } catch (RuntimeException failure) {
            LOG.warn("It cannot be seen whether a rebuild is asked for", failure);
        }
    }

    private void look(StreamsIdentity identity) {
        NavigableSet<Integer> known = versions.known();
        KafkaVersion serving = running.getFirst();
        Optional<KafkaVersion> building = building();
        if (building.isPresent()) {
            if (versions.catching(building.get().number()).done()) {
                switchTo(building.get(), serving);
            }
        } else if (running.size() == 1) {
            if (!known.isEmpty() && known.getLast() > serving.number()) {
                running.add(
                        KafkaVersion.start(known.getLast(), new StoreRegistry(), recipe, identity));
                LOG.info("A rebuild begins version={}", known.getLast());
            } else {
                known.headSet(serving.number()).forEach(versions::retire);
                removeOthersRows(serving);
            }
        }
    }

    /// Rows of another form, and what else was left behind: when ours are whole.
    private void removeOthersRows(KafkaVersion serving) {
        if (!alone && versions.catching(serving.number()).done()) {
            serving.removeOthersRows();
            alone = true;
        }
    }

    private Optional<KafkaVersion> building() {
        return running.stream()
                .filter(each -> each.number() > running.getFirst().number())
                .findFirst();
    }

    private void switchTo(KafkaVersion next, KafkaVersion before) {
        before.stores().succeededBy(next.stores());
        running.remove(next);
        running.addFirst(next);
        LOG.info("The rebuilt version serves version={}", next.number());
        var _ =
                looking.schedule(
                        () -> end(before), LEFT_STANDING.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void end(KafkaVersion before) {
        try {
            before.close();
            before.removeRows();
            LOG.info(
                    "The version before is closed, its rows are removed version={}",
                    before.number());
        } catch (RuntimeException failure) {
            LOG.warn("Rows are left behind directory={}", before.directory(), failure);
        } finally {
            running.remove(before);
        }
    }

    @Override
    public Owner ownerOf(int partition) {
        var place = new TopicPartition(Topics.ACTIVITIES.name(), partition);
        return owners().map(owners -> owners.ownerOf(place)).orElse(new Owner.Nobody());
    }

    @Override
    public List<Owner> standbysOf(int partition) {
        var place = new TopicPartition(Topics.ACTIVITIES.name(), partition);
        return owners().map(owners -> owners.standbysOf(place)).orElse(List.of());
    }

    @Override
    public void forget() {
        owners().ifPresent(PartitionOwners::forget);
    }

    private Optional<PartitionOwners> owners() {
        return serving().flatMap(it -> it.run().owners());
    }

    private Optional<KafkaVersion> serving() {
        return running.stream().findFirst();
    }

    /// Under which name the version that serves shares the partitions with other instances.
    String applicationId() {
        return KafkaVersions.applicationId(serving().map(KafkaVersion::number).orElse(1));
    }

    Readiness.State readiness() {
        Optional<String> restoring = Restoring.sentence(stores);
        return restoring.isPresent()
                ? new NotReady(restoring.get())
                : serving().map(it -> it.run().readiness()).orElse(new NotReady("not started"));
    }

    /// Records that the version being built has applied here; 0 while none is.
    long rebuilt() {
        return building().stream()
                .flatMap(it -> it.stores().timelines().stream())
                .mapToLong(each -> each.appliedOffset() + 1)
                .sum();
    }

    /// Records that it still has to restore here.
    long toRebuild() {
        return building().stream()
                .flatMap(it -> it.stores().timelines().stream())
                .filter(each -> each.role() == Role.RESTORING)
                .mapToLong(KafkaProjection::toRestore)
                .sum();
    }

    private static long toRestore(StoreHandle<?> store) {
        return Math.max(0, store.restoreEndOffset() - store.appliedOffset() - 1);
    }

    @Override
    public void close() {
        looking.shutdownNow();
        try {
            if (!looking.awaitTermination(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("A version is still being closed");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        List<KafkaVersion> all = List.copyOf(running);
        running.clear();
        all.forEach(KafkaVersion::close);
    }
}
