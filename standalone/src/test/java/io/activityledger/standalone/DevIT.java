package io.activityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevIT {

    @TempDir Path temp;

    private final List<DevProcess> started = new ArrayList<>();

    @AfterEach
    void killWhatStillRuns() throws InterruptedException {
        for (var process : started) {
            process.kill();
        }
    }

    @Test
    void theHouseStartsAgainAfterAKillAndEndsInOrderWithoutAStray() throws Exception {
        // Given
        var first = dev(temp.resolve("data")).awaitReady();
        var strays = new ArrayList<>(first.children());
        first.kill();

        // When
        var second = dev(temp.resolve("data")).awaitReady();
        strays.addAll(second.children());
        second.terminate();
        var exit = second.awaitEnd();

        // Then
        assertThat(exit).isEqualTo(128 + 15);
        assertThat(strays).hasSize(2);
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(strays).noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void aSecondInstanceOnADirectoryIsTurnedAway() throws Exception {
        // Given
        var first = dev(temp.resolve("data")).awaitReady();

        // When
        var second = dev(temp.resolve("data"));

        // Then
        assertRefused(second, "used by another Activity Ledger (process " + first.pid() + ")");
    }

    @Test
    void aTakenPortIsNamedByItsNumber() throws Exception {
        // Given
        try (var holder = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            var port = holder.getLocalPort();

            // When
            var refused =
                    keep(
                            DevProcess.start(
                                    temp.resolve("data"),
                                    temp.resolve("output"),
                                    "--http-port=0",
                                    "--registry-port=0",
                                    "--kafka-port=" + port));

            // Then
            assertRefused(refused, "Port " + port + " is taken");
        }
    }

    @Test
    void aForeignDirectoryIsLeftAlone() throws Exception {
        // Given
        Files.writeString(temp.resolve("letter.txt"), "dear Ada");

        // When
        var refused = dev(temp);

        // Then
        assertRefused(refused, "is no data directory of the Activity Ledger");
    }

    @Test
    void aReadOnlyDirectoryIsRefused() throws Exception {
        // Given
        var sealed = Files.createDirectory(temp.resolve("sealed"));
        Files.setPosixFilePermissions(sealed, PosixFilePermissions.fromString("r-xr-xr-x"));

        // When
        var refused = dev(sealed);

        // Then
        assertRefused(refused, "cannot be written to");
    }

    private DevProcess dev(Path dataDirectory) throws IOException {
        var output = Files.createTempFile("dev", ".out");
        output.toFile().deleteOnExit();
        return keep(DevProcess.onFreePorts(dataDirectory, output));
    }

    private DevProcess keep(DevProcess process) {
        started.add(process);
        return process;
    }

    private static void assertRefused(DevProcess process, String reason)
            throws InterruptedException {
        assertThat(process.awaitEnd()).isEqualTo(1);
        assertThat(process.output()).contains(reason).hasLineCount(1);
    }
}
