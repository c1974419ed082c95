package io.activityledger.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {

    private static final long SEED = Long.getLong("seed", 20_261_121);

    @TempDir private Path directory;

    @Test
    void whatDoesNotFitIntoMemoryIsReadInTheOrderOfItsBytesAgainAndAgain() throws Exception {
        // Given
        var random = new Random(SEED);
        List<byte[]> all = new ArrayList<>();
        try (var spool = new Spool(directory, 4_096)) {
            for (int round = 0; round < 3; round++) {
                for (int entry = 0; entry < 500; entry++) {
                    byte[] bytes = new byte[random.nextInt(20)];
                    random.nextBytes(bytes);
                    all.add(bytes);
                    spool.add(bytes);
                }
                all.sort(Arrays::compareUnsigned);

                // When
                List<byte[]> read = new ArrayList<>();
                spool.forEach(read::add);

                // Then
                assertThat(read).as("-Dseed=" + SEED).containsExactlyElementsOf(all);
            }
            assertThat(spool.files()).isGreaterThan(5);
        }
        try (var left = Files.list(directory)) {
            assertThat(left).isEmpty();
        }
    }
}
