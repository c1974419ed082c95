package io.activityledger.dialects.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IgnoredNamesTest {

    @Test
    void namesAreEncodedSoThatNoneCanForgeAHeader() {
        // When
        String header = IgnoredNames.inHeader(List.of("plain", "a, b", "ü\r\nX-Evil: 1"));

        // Then
        assertThat(header).isEqualTo("plain, a%2C%20b, %C3%BC%0D%0AX-Evil%3A%201");
    }

    @Test
    void manyNamesAreCutAtAWholeOne() {
        // Given
        List<String> names = IntStream.range(0, 1_000).mapToObj("field_%d"::formatted).toList();

        // When
        String header = IgnoredNames.inHeader(names);

        // Then
        assertThat(header.length()).isBetween(IgnoredNames.LONGEST - 20, IgnoredNames.LONGEST);
        assertThat(header).startsWith("field_0, field_1, ").matches(".*, field_\\d+, \\.\\.\\.");
    }

    @Test
    void oneNameThatIsTooLongLeavesOnlyTheMark() {
        // When
        String header = IgnoredNames.inHeader(List.of("x".repeat(5_000)));

        // Then
        assertThat(header).isEqualTo("...");
    }
}
