package io.activityledger.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A broker as a process of its own, which a test can kill: prints `READY <port>` when it is up and
/// ends when its standard input does, or on SIGTERM; first it hands over what it leads.
///
/// Arguments: directory, Kafka port, controller ports (comma-separated; one for a cluster of one),
/// and in a cluster this node's number from 1.
public final class EmbeddedBrokerMain {

    private EmbeddedBrokerMain() {}

    public static void main(String[] arguments) throws IOException {
        var settings = settings(List.of(arguments));
        var broker = new EmbeddedBroker(settings).start();
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "close"));
        System.out.println("READY " + broker.port());
        while (System.in.read() >= 0) {
            // what is said does not matter, only that somebody is still there
        }
        System.exit(0);
    }

    private static EmbeddedBrokerSettings settings(List<String> arguments) {
        var controllers = Stream.of(arguments.get(2).split(",", -1)).map(Integer::valueOf).toList();
        return new EmbeddedBrokerSettings(
                Path.of(arguments.get(0)),
                arguments.size() > 3 ? Integer.parseInt(arguments.get(3)) : 1,
                Integer.parseInt(arguments.get(1)),
                controllers);
    }
}
