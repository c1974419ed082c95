package io.activityledger.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

    @TempDir Path temp;

    @Test
    void aMissingDirectoryIsCreatedAndTakenUpAgain() {
        // Given
        var path = temp.resolve("deep/new");
        open(path).close();

        // When
        var again = open(path);

        // Then
        assertThat(again.root()).isEqualTo(path.toAbsolutePath());
        again.close();
    }

    @Test
    void aDirectoryOfSomebodyElseIsLeftAlone() throws IOException {
        // Given
        Files.writeString(temp.resolve("letter.txt"), "dear Ada");

        // When
        var opening = DataDirectory.open(temp, new Random(1));

        // Then
        assertThat(opening).isInstanceOf(Opening.Foreign.class);
        assertThat(sentence(opening)).contains(temp.toString()).contains("--data-dir");
        assertThat(temp).isDirectoryContaining("glob:**letter.txt");
        assertThat(temp.toFile().list()).hasSize(1);
    }

    @Test
    void aFileIsNoDirectory() throws IOException {
        // Given
        var file = Files.writeString(temp.resolve("file"), "x");

        // When
        var opening = DataDirectory.open(file, new Random(1));

        // Then
        assertThat(opening).isInstanceOf(Opening.NotADirectory.class);
    }

    @Test
    void aReadOnlyDirectoryIsRefusedEvenToASuperuser() throws IOException {
        // Given
        var path = Files.createDirectory(temp.resolve("sealed"));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("r-xr-xr-x"));

        // When
        var opening = DataDirectory.open(path, new Random(1));

        // Then
        assertThat(opening).isInstanceOf(Opening.ReadOnly.class);
        assertThat(sentence(opening)).contains(path.toString());
    }

    @Test
    void aSecondHolderIsTurnedAwayUntilTheFirstIsClosed() {
        // Given
        var first = open(temp);

        // When
        var second = DataDirectory.open(temp, new Random(1));

        // Then
        assertThat(second).isInstanceOf(Opening.InUse.class);
        assertThat(sentence(second)).contains(Long.toString(ProcessHandle.current().pid()));
        first.close();
        open(temp).close();
    }

    @Test
    void aChosenPortIsKeptOverRestartsAndDiffersByName() {
        // Given
        var first = open(temp);
        var controller = first.port("controller");
        var internal = first.port("internal");
        first.close();

        // When
        var again = open(temp);

        // Then
        assertThat(again.port("controller")).isEqualTo(controller).isNotEqualTo(internal);
        assertThat(again.port("internal")).isEqualTo(internal);
        again.close();
    }

    @Test
    void aKeptPortThatSomebodyTookIsChosenAnew() throws IOException {
        // Given
        var directory = open(temp);
        var port = directory.port("controller");
        try (var thief = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"))) {

            // When
            var next = directory.port("controller");

            // Then
            assertThat(next).isNotEqualTo(thief.getLocalPort());
        }
        directory.close();
    }

    @Test
    void theSecretIsThirtyTwoBytesForTheOwnerOnlyAndStays() throws IOException {
        // Given
        var first = open(temp);
        var secret = first.secret();
        first.close();

        // When
        var again = open(temp);

        // Then
        assertThat(again.secret()).isEqualTo(secret);
        assertThat(Base64.getDecoder().decode(secret)).hasSize(32);
        assertThat(Files.getPosixFilePermissions(temp.resolve("secret")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        again.close();
    }

    @Test
    void aTakenPortIsNamedByItsNumberAndFlag() throws IOException {
        // Given
        try (var holder = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            var port = holder.getLocalPort();

            // When
            var complaint = Ports.complaint(port, "--kafka-port");

            // Then
            assertThat(complaint)
                    .hasValueSatisfying(text ->
                            assertThat(text)
                                    .startsWith("Port " + port + " is taken")
                                    .contains("--kafka-port"));
        }
    }

    private static DataDirectory open(Path path) {
        var opening = DataDirectory.open(path, new Random(1));
        assertThat(opening).isInstanceOf(Opening.Opened.class);
        return ((Opening.Opened) opening).directory();
    }

    private static String sentence(Opening opening) {
        return ((Opening.Refused) opening).sentence();
    }
}
