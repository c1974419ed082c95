package io.activityledger.kit.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LifecycleTest {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final List<String> seen = new CopyOnWriteArrayList<>();

    @Test
    void partsStartInOrderAndCloseInReverse() {
        // Given
        var lifecycle = new Lifecycle(LIMIT, List.of(part("a"), part("b"), part("c")));
        // When
        lifecycle.start();
        lifecycle.close();
        lifecycle.close();
        // Then
        assertThat(seen).containsExactly("+a", "+b", "+c", "-c", "-b", "-a");
    }

    @Test
    void aPartThatCannotStartClosesWhatHadStarted() {
        // Given
        Part broken = Part.of("port", () -> fail("taken"), () -> seen.add("-port"));
        var lifecycle = new Lifecycle(LIMIT, List.of(part("a"), part("b"), broken, part("d")));
        // Then
        assertThatThrownBy(lifecycle::start)
                .isInstanceOf(StartFailed.class)
                .hasMessage("port could not start: taken");
        assertThat(seen).containsExactly("+a", "+b", "-b", "-a");
    }

    @Test
    void aPartThatHangsOrFailsToCloseStopsNoOther() {
        // Given
        var never = new CountDownLatch(1);
        Part hanging = Part.of("hanging", () -> {}, never::await);
        Part failing = Part.of("failing", () -> {}, () -> fail("no"));
        var lifecycle = new Lifecycle(Duration.ofMillis(50), List.of(part("a"), hanging, failing));
        lifecycle.start();
        // When
        lifecycle.close();
        // Then
        assertThat(seen).containsExactly("+a", "-a");
    }

    @Test
    void readinessNamesWhatIsMissing() {
        // Given
        var readiness = new Readiness();
        var gate = readiness.require("partitions", "restoring partition 3: 41 %");
        readiness.require("broken", () -> fail2("no idea"));
        // When
        gate.open();
        // Then
        assertThat(readiness.report().ready()).isFalse();
        assertThat(readiness.report().answers())
                .extracting(Readiness.Answer::state)
                .containsExactly(
                        new Readiness.Ready(),
                        new Readiness.NotReady(
                                "cannot tell: java.lang.IllegalStateException: no idea"));
    }

    private Part part(String name) {
        return Part.of(name, () -> seen.add("+" + name), () -> seen.add("-" + name));
    }

    private static void fail(String message) throws IOException {
        throw new IOException(message);
    }

    private static Readiness.State fail2(String message) {
        throw new IllegalStateException(message);
    }
}
