package io.activityledger.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SPAN = "b7ad6b7169203331";
    private static final String PARENT = "00-" + TRACE + "-" + SPAN + "-03";

    @ParameterizedTest
    @ValueSource(strings = {"00-%s-%s-00", "00-%s-%s-ff", "cc-%s-%s-01", "cc-%s-%s-01-what.else"})
    void aValidParentIsKeptAsItIs(String form) {
        // Given
        String parent = form.formatted(TRACE, SPAN);

        // When
        var trace = TraceContext.of(List.of(parent), List.of());

        // Then
        assertThat(trace).contains(new TraceContext(parent, ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
                "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01more",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-1",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b716920333-01",
            })
    void aParentThatIsNotValidIsNoTrace(String parent) {
        assertThat(TraceContext.of(List.of(parent), List.of("a=1"))).isEmpty();
    }

    @Test
    void noneOrTwoParentsAreNoTrace() {
        assertThat(TraceContext.of(List.of(), List.of("a=1"))).isEmpty();
        assertThat(TraceContext.of(List.of(PARENT, PARENT), List.of())).isEmpty();
    }

    @Test
    void theStateKeepsItsOrderOverSeveralLines() {
        assertThat(state("rojo=00f067aa0ba902b7", "congo=t61rcWkgMzE, t_1@v*/-=x y"))
                .isEqualTo("rojo=00f067aa0ba902b7,congo=t61rcWkgMzE, t_1@v*/-=x y");
        assertThat(state(members(32))).isEqualTo(members(32));
        assertThat(state("a=" + "v".repeat(256), "", " , b=1")).startsWith("a=v");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "A=1", "a=1,a=2", "a=b=c", "a=\u00e9", "a b=1", "=1", "a=", "a@=1"})
    void aStateThatIsNotValidIsNone(String state) {
        assertThat(state(state)).isEmpty();
    }

    @Test
    void aStateThatIsTooMuchIsNone() {
        assertThat(state(members(33))).isEmpty();
        assertThat(state("a=" + "v".repeat(257))).isEmpty();
    }

    private static String members(int count) {
        return IntStream.range(0, count)
                .mapToObj(each -> "k" + each + "=v")
                .collect(Collectors.joining(","));
    }

    private static String state(String... lines) {
        return TraceContext.of(List.of(PARENT), List.of(lines)).orElseThrow().state();
    }
}
