package io.activityledger.timeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.access.DevelopmentKey;
import io.activityledger.testkit.HttpProbe;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// An [Instance] in a process of its own, so that it can be killed. It ends with whoever started
/// it, for its input ends then.
final class InstanceProcess implements AutoCloseable {

    private static final String AT = "AT ";

    private final Process process;
    private final HttpProbe client;

    InstanceProcess(String name, String bootstrapServers, URI registry, Path directory) {
        try {
            process =
                    new ProcessBuilder(
                                    List.of(
                                            java(),
                                            "--enable-native-access=ALL-UNNAMED",
                                            "--sun-misc-unsafe-memory-access=allow",
                                            "-Xmx384m",
                                            "-XX:TieredStopAtLevel=1",
                                            "-cp",
                                            System.getProperty("java.class.path"),
                                            InstanceProcess.class.getName(),
                                            name,
                                            bootstrapServers,
                                            registry.toString(),
                                            directory.toString()))
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            client = new HttpProbe(address(process), DevelopmentKey.KEY);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static URI address(Process process) throws IOException {
        var out = process.inputReader(UTF_8);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(AT)) {
                Thread.startVirtualThread(() -> out.lines().forEach(_ -> {}));
                return URI.create(line.substring(AT.length()));
            }
        }
        throw new IllegalStateException("the instance ended before it was started");
    }

    HttpProbe client() {
        return client;
    }

    /// Kills it, as `kill -9` does.
    @Override
    public void close() {
        client.close();
        process.destroyForcibly().onExit().join();
    }

    public static void main(String[] args) throws IOException {
        var instance =
                new Instance(
                        args[0],
                        args[1],
                        URI.create(args[2]),
                        Path.of(args[3]),
                        Map.of("LEDGER_TIMELINE_SESSION_TIMEOUT", "3s"));
        instance.checkReferences(false);
        instance.start();
        System.out.println(AT + instance.address());
        System.in.transferTo(OutputStream.nullOutputStream());
        Runtime.getRuntime().halt(0);
    }
}
