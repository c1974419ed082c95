package io.activityledger.standalone;

import io.activityledger.embedded.Ports;
import io.activityledger.standalone.Services.Service;
import io.activityledger.testkit.HttpProbe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// The gateway as it is deployed, in front of instances of this test: nginx with the configuration
/// of `deploy/gateway`, of which only places and instances are other ones.
final class Gateway implements AutoCloseable {

    private static final Pattern UPSTREAM =
            Pattern.compile("upstream ([a-z-]+?)(-reads)? \\{.*?\\n    }", Pattern.DOTALL);
    private static final Pattern SERVER =
            Pattern.compile("( *server )\\S+ resolve([^;]*;)\\n(?: *server [^\\n]*\\n)*");

    private final Path directory;
    private final int port = Ports.anyFree();
    private final Process nginx;

    private Gateway(Path directory, Map<String, List<Service>> instances) throws IOException {
        this.directory = directory;
        write(instances);
        this.nginx =
                new ProcessBuilder(
                                "nginx",
                                "-p",
                                directory.toString(),
                                "-c",
                                configuration().toString(),
                                "-g",
                                "daemon off;")
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("output").toFile())
                        .start();
    }

    /// Whether there is an nginx on this machine.
    static boolean isHere() {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(each -> Files.isExecutable(Path.of(each, "nginx")));
    }

    /// Starts one in front of the instances of each service.
    static Gateway before(Map<String, List<Service>> instances, Path directory) {
        try {
            var gateway = new Gateway(directory, instances);
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> answers(gateway.probe()));
            return gateway;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    HttpProbe probe() {
        return Services.through(port);
    }

    /// From now on these are asked; those asked already answer first.
    void standBefore(Map<String, List<Service>> instances) {
        try {
            write(instances);
            var reload = new ProcessBuilder("kill", "-HUP", Long.toString(nginx.pid())).start();
            if (reload.waitFor() != 0) {
                throw new IllegalStateException("nginx is gone, see " + directory);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        nginx.destroy();
        try {
            if (!nginx.waitFor(10, TimeUnit.SECONDS)) {
                nginx.destroyForcibly();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean answers(HttpProbe probe) {
        try (probe) {
            return probe.get("/nothing").status() == 404;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    private Path configuration() {
        return directory.resolve("nginx.conf");
    }

    private void write(Map<String, List<Service>> instances) throws IOException {
        var deployed = Repository.root().resolve("deploy").resolve("gateway");
        var text =
                Files.readString(deployed.resolve("nginx.conf"))
                        .replace(
                                "/etc/nginx/routes.conf",
                                deployed.resolve("routes.conf").toString())
                        .replace("/dev/stderr", directory.resolve("error.log").toString())
                        .replace("access_log /dev/stdout;", "access_log off;")
                        .replace("listen 8080;", "listen 127.0.0.1:" + port + ";")
                        .replaceAll("(?m)^ *(resolver|zone) .*\\n", "");
        Files.writeString(
                configuration(),
                UPSTREAM.matcher(text)
                        .replaceAll(upstream ->
                                servers(
                                        upstream.group(),
                                        instances.getOrDefault(upstream.group(1), List.of()))));
    }

    private static String servers(String upstream, List<Service> instances) {
        return SERVER.matcher(upstream)
                .replaceFirst(server ->
                        instances.isEmpty()
                                ? server.group(1) + "127.0.0.1:1" + server.group(2) + "\n"
                                : instances.stream()
                                        .map(each ->
                                                server.group(1)
                                                        + each.base().getAuthority()
                                                        + server.group(2)
                                                        + "\n")
                                        .collect(Collectors.joining()));
    }
}
