package io.activityledger.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildRecordTest {

    @TempDir Path temp;

    private Process child;

    @BeforeEach
    void startChild() throws IOException {
        child = new ProcessBuilder("sleep", "60").start();
    }

    @AfterEach
    void endChild() {
        child.destroyForcibly();
    }

    @Test
    void aStrayOfThisDirectoryIsEnded() {
        // Given
        var record = new ChildRecord(temp.resolve("pid"));
        record.write(child.toHandle());

        // When
        record.endStray();

        // Then
        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void aStrangerUnderARecycledNumberIsLeftAlone() throws IOException {
        // Given
        var file = temp.resolve("pid");
        Files.write(file, List.of(Long.toString(child.pid()), "2020-01-01T00:00:00Z"));

        // When
        new ChildRecord(file).endStray();

        // Then
        assertThat(child.isAlive()).isTrue();
    }

    @Test
    void aTornRecordEndsNobody() throws IOException {
        // Given
        var file = Files.writeString(temp.resolve("pid"), Long.toString(child.pid()));

        // When
        new ChildRecord(file).endStray();

        // Then
        assertThat(child.isAlive()).isTrue();
        assertThat(file).doesNotExist();
    }
}
