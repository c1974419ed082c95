package io.activityledger.standalone;

import io.activityledger.kit.SystemEnvironment;
import io.activityledger.kit.kafka.KafkaAdmin;
import io.activityledger.standalone.status.HttpMetricsClient;
import io.activityledger.standalone.status.InstanceStatus;
import io.activityledger.timeline.KafkaVersions;
import io.activityledger.timeline.KafkaVersions.Catching;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `ledger rebuild`: builds all timelines anew beside those that serve, and has the new ones serve
/// when they have caught up.
@Command(
        name = "rebuild",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false,
        description = {
            "Build all timelines anew from the log, beside those that serve: reads and writes go on"
                    + " meanwhile. Every running timeline projector takes part; each takes its disk"
                    + " space twice until the new rows serve and the old ones are removed.",
            "Speaks to Kafka as the services' own variables name it; by default that of ./ledger"
                    + " dev. Ended early, it changes nothing: the rebuild goes on, and the command"
                    + " started again goes on watching it."
        })
final class RebuildCommand implements Callable<Integer> {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration UNTIL_TAKEN_UP = Duration.ofSeconds(60);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8080",
            split = ",",
            description = "The projectors whose metrics tell how many records are done.")
    private List<URI> urls = List.of();

    @Override
    public Integer call() {
        DevLog.quieten();
        try {
            var reach = KafkaReach.read(SystemEnvironment.ofThisProcess().variables());
            var clients = reach.kafka().clientProperties();
            try (var cluster = new KafkaAdmin(clients, "ledger-rebuild", ANSWER_LIMIT);
                    var metrics = new HttpMetricsClient()) {
                cluster.open();
                return rebuild(new KafkaVersions(cluster::admin), metrics);
            }
        } catch (CannotStart sentence) {
            System.err.println(sentence.getMessage());
        } catch (KafkaException failure) {
            System.err.println("Kafka: " + failure.getMessage());
        }
        return 1;
    }

    private int rebuild(KafkaVersions versions, HttpMetricsClient metrics) {
        var known = versions.known();
        if (known.isEmpty()) {
            throw new CannotStart("There is nothing to rebuild: no projector has run here yet.");
        }
        boolean underWay = known.size() > 1;
        int version = underWay ? known.getLast() : known.getLast() + 1;
        int before = underWay ? known.headSet(version).getLast() : known.getLast();
        if (!underWay) {
            versions.propose(version);
        }
        System.out.println(
                (underWay ? "Watching the rebuild under way, version " : "Building version ")
                        + version
                        + " beside version "
                        + before);
        return watched(versions, version, before, metrics);
    }

    private int watched(
            KafkaVersions versions, int version, int before, HttpMetricsClient metrics) {
        long began = System.nanoTime();
        boolean takenUp = false;
        while (true) {
            Catching now = versions.catching(version);
            takenUp = takenUp || versions.members(version) > 0;
            double seconds = (System.nanoTime() - began) / 1e9;
            System.out.println(line(now, metrics, seconds));
            if (takenUp && now.done() && !versions.exists(before)) {
                System.out.printf(
                        Locale.ROOT, "Version %d serves, after %.1f s.%n", version, seconds);
                return 0;
            }
            if (!takenUp && seconds > UNTIL_TAKEN_UP.toSeconds()) {
                throw new CannotStart(
                        "No projector takes it up: does one run? It begins when one does.");
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }

    private String line(Catching now, HttpMetricsClient metrics, double seconds) {
        long applied = sum(metrics, "ledger_timeline_rebuild_applied");
        long remaining = sum(metrics, "ledger_timeline_rebuild_remaining");
        String records =
                applied == 0
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                ", %,d of %,d records (%d %%), %,.0f/s",
                                applied,
                                applied + remaining,
                                applied * 100 / (applied + remaining),
                                applied / Math.max(0.001, seconds));
        return String.format(
                Locale.ROOT,
                "%6.1f s  %d of %d partitions caught up%s",
                seconds,
                now.caughtUp(),
                now.partitions(),
                records);
    }

    /// Over all instances that answer.
    private long sum(HttpMetricsClient metrics, String name) {
        return urls.stream()
                .map(metrics::ask)
                .mapToLong(each ->
                        each instanceof InstanceStatus.Heard heard
                                ? (long) heard.value(name).orElse(0)
                                : 0)
                .sum();
    }
}
