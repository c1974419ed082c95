package io.activityledger.embedded;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Which server properties does an embedded broker run with, and why?
final class EmbeddedBrokerProperties {

    static final String CONTROLLER_LISTENER = "CONTROLLER";
    private static final String HOST = "127.0.0.1";
    private static final int LARGEST_MESSAGE_BYTES = 4 * 1024 * 1024;

    private EmbeddedBrokerProperties() {}

    static Properties of(EmbeddedBrokerSettings settings) {
        var properties = new Properties();
        properties.putAll(FIXED);
        properties.putAll(place(settings));
        properties.putAll(replication(settings.replicas()));
        properties.putAll(session(settings.replicas()));
        properties.putAll(settings.further());
        return properties;
    }

    private static Map<String, String> place(EmbeddedBrokerSettings settings) {
        var broker = "PLAINTEXT://" + HOST + ":" + settings.kafkaPort();
        var controller = CONTROLLER_LISTENER + "://" + HOST + ":" + settings.controllerPort();
        return Map.of(
                "node.id", Integer.toString(settings.nodeId()),
                "log.dirs", settings.directory().toAbsolutePath().toString(),
                "listeners", broker + "," + controller,
                "advertised.listeners", broker,
                "controller.quorum.voters", voters(settings));
    }

    private static String voters(EmbeddedBrokerSettings settings) {
        var ports = settings.controllerPorts();
        return IntStream.range(0, ports.size())
                .mapToObj(index -> (index + 1) + "@" + HOST + ":" + ports.get(index))
                .collect(Collectors.joining(","));
    }

    private static Map<String, String> replication(int replicas) {
        var factor = Integer.toString(replicas);
        var insync = Integer.toString(Math.max(1, replicas - 1));
        return Map.of(
                "default.replication.factor", factor,
                "min.insync.replicas", insync,
                "offsets.topic.replication.factor", factor,
                "transaction.state.log.replication.factor", factor,
                "transaction.state.log.min.isr", insync,
                "share.coordinator.state.topic.replication.factor", factor,
                "share.coordinator.state.topic.min.isr", insync);
    }

    /// A killed broker is let in again when its last session has run out, which it asks for after
    /// 0.1, 0.3, 0.7, 1.5, 3.1 s …: alone, with nobody to fail over to, it waits for the fourth.
    /// Among others, who take over what it led when its session has run out, it may pause for
    /// longer.
    private static Map<String, String> session(int replicas) {
        return replicas == 1
                ? Map.of("broker.session.timeout.ms", "1300", "broker.heartbeat.interval.ms", "300")
                : Map.of(
                        "broker.session.timeout.ms",
                        "5000",
                        "broker.heartbeat.interval.ms",
                        "1000");
    }

    private static final Map<String, String> FIXED =
            Map.ofEntries(
                    entry("process.roles", "broker,controller"),
                    entry("controller.listener.names", CONTROLLER_LISTENER),
                    entry("inter.broker.listener.name", "PLAINTEXT"),
                    entry(
                            "listener.security.protocol.map",
                            "PLAINTEXT:PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT"),
                    // topics are created and verified by name; a typing error must not make one
                    entry("auto.create.topics.enable", "false"),
                    // the ledger is kept for ever; topics that are not say so themselves
                    entry("log.retention.ms", "-1"),
                    entry("unclean.leader.election.enable", "false"),
                    // a group whose offsets vanish reads everything again: ten years
                    entry("offsets.retention.minutes", "5256000"),
                    entry("message.max.bytes", Integer.toString(LARGEST_MESSAGE_BYTES)),
                    entry("replica.fetch.max.bytes", Integer.toString(LARGEST_MESSAGE_BYTES)),
                    // members rejoin in seconds after a kill, in tests in less
                    entry("group.initial.rebalance.delay.ms", "0"),
                    entry("group.min.session.timeout.ms", "500"),
                    // small: one machine, a few dozen partitions
                    entry("offsets.topic.num.partitions", "1"),
                    entry("transaction.state.log.num.partitions", "1"),
                    entry("share.coordinator.state.topic.num.partitions", "1"),
                    entry("log.cleaner.dedupe.buffer.size", "2097152"),
                    entry("log.cleaner.threads", "1"),
                    entry("num.network.threads", "2"),
                    entry("num.io.threads", "4"),
                    entry("background.threads", "2"));
}
