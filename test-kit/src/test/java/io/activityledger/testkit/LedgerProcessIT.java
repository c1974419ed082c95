package io.activityledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.activityledger.testkit.ProcessRecipe.Readiness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerProcessIT {

    @TempDir Path temp;

    @Test
    void aKilledProcessStartsAgainAndKeepsItsOutput() {
        // Given
        var talker = talker("READY").awaitReady();
        var firstPid = talker.pid();

        // When
        talker.kill();
        talker.restart().awaitReady();

        // Then
        assertThat(talker.pid()).isNotEqualTo(firstPid);
        assertThat(talker.output()).isEqualTo("I am Ada\nREADY\nI am Ada\nREADY\n");
        talker.end();
        assertThat(talker.isAlive()).isFalse();
    }

    @Test
    void aPausedProcessStandsStillUntilItIsResumed() throws IOException {
        // Given
        var talker = talker("READY").awaitReady();

        // When
        talker.pause();
        var paused = state(talker);
        talker.resume();
        var resumed = state(talker);

        // Then
        assertThat(paused).isEqualTo("T");
        assertThat(resumed).isNotEqualTo("T");
        talker.end();
    }

    @Test
    void aProcessThatEndsTooEarlyIsReportedWithItsLastWords() {
        // Given
        var talker = talker("bye");

        // When
        assertThatThrownBy(talker::awaitReady)

                // Then
                .hasMessageContaining("talker did not become ready")
                .hasMessageContaining("I am Ada\nbye")
                .hasMessageContaining(temp.resolve("talker.log").toString());
    }

    private LedgerProcess talker(String word) {
        return LedgerProcess.launch(
                new ProcessRecipe(
                        "talker",
                        Talker.class.getName(),
                        List.of(word),
                        Map.of("LEDGER_WHO", "Ada"),
                        new Readiness.Line("READY")),
                temp);
    }

    /// The letter that the kernel shows: T is stopped.
    private static String state(LedgerProcess process) throws IOException {
        var stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).substring(0, 1);
    }
}
