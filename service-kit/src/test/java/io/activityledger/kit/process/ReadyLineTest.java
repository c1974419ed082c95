package io.activityledger.kit.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.activityledger.kit.lifecycle.Readiness;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ReadyLineTest {

    @Test
    void aServiceSaysOnceThatItIsReadyAndNotBefore() {
        // Given
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        var logger = (Logger) LoggerFactory.getLogger(ReadyLine.class);
        logger.setLevel(Level.INFO);
        logger.addAppender(lines);
        var asked = new AtomicInteger();
        var readiness = new Readiness();
        readiness.require(
                "store",
                () ->
                        asked.incrementAndGet() < 3
                                ? new Readiness.NotReady("restoring")
                                : new Readiness.Ready());

        // When
        var line = new ReadyLine(readiness);
        line.start();

        // Then
        await().until(() -> !lines.list.isEmpty());
        line.close();
        logger.detachAppender(lines);
        assertThat(asked.get()).isEqualTo(3);
        assertThat(lines.list).singleElement().asString().matches(".*Ready after_ms=\\d+");
    }
}
