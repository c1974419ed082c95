package io.activityledger.timeline;

import io.activityledger.kit.kafka.KafkaStreamsRun;
import io.activityledger.kit.kafka.StreamsIdentity;
import io.activityledger.timeline.projection.KafkaPolls;
import io.activityledger.timeline.projection.KafkaRestoreListener;
import io.activityledger.timeline.projection.RocksMemory;
import io.activityledger.timeline.projection.StoreRegistry;
import io.activityledger.timeline.projection.TimelineFold;
import io.activityledger.timeline.projection.TimelineTopology;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.streams.StreamsConfig;

/// One version of the projection that runs here, with rows of its own.
///
/// @param directory where its rows lie
record KafkaVersion(int number, StoreRegistry stores, KafkaStreamsRun run, Path directory)
        implements AutoCloseable {

    /// What every version is made of.
    ///
    /// @param memory lends of the one budget that all share
    record Recipe(
            TimelineFold fold,
            ProjectionSettings settings,
            Supplier<RocksMemory> memory,
            Supplier<KafkaStreamsRun> runs) {}

    /// Starts it under the application id that its number gives.
    static KafkaVersion start(
            int number, StoreRegistry stores, Recipe recipe, StreamsIdentity identity) {
        RocksMemory memory = recipe.memory().get();
        var listener = new KafkaRestoreListener();
        var topology =
                new TimelineTopology(
                        recipe.fold(), memory, stores, listener, recipe.settings().stores());
        var run = recipe.runs().get();
        String application = KafkaVersions.applicationId(number);
        run.start(
                new KafkaStreamsRun.Application(
                        topology.build(),
                        properties(listener),
                        streams -> {
                            streams.setGlobalStateRestoreListener(listener);
                            streams.setStandbyUpdateListener(listener);
                        },
                        memory::close),
                new StreamsIdentity(
                        application,
                        identity.instanceId(),
                        identity.advertised(),
                        identity.stateDirectory(),
                        identity.threads(),
                        identity.warmups()));
        return new KafkaVersion(number, stores, run, directory(number, identity));
    }

    /// What one topic says depends on no other: none waits for another's records.
    private static Map<String, Object> properties(KafkaRestoreListener listener) {
        Map<String, Object> properties = new HashMap<>(KafkaPolls.heardBy(listener));
        properties.put(
                StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
        return properties;
    }

    static Path directory(int number, StreamsIdentity identity) {
        return identity.stateDirectory().resolve(KafkaVersions.applicationId(number));
    }

    /// Once it is closed.
    void removeRows() {
        remove(directory);
    }

    /// The rows of all versions but this, while none of them runs here.
    void removeOthersRows() {
        try (Stream<Path> all = Files.list(directory.getParent())) {
            all.filter(each -> !each.equals(directory))
                    .filter(each ->
                            each.getFileName().toString().startsWith(KafkaVersions.ALL_FORMATS))
                    .forEach(KafkaVersion::remove);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void remove(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }

    @Override
    public void close() {
        run.close();
    }
}
