package io.activityledger.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A service's log can be read by people and by programs, and names the request in either.
class LogFormatsTest {

    private static final Path LOGBACK = Path.of("src/main/resources/logback.xml");

    @Test
    void aLineForPeopleEndsWithItsRequest() throws Exception {
        // When
        String ofRequest = logged("text", Map.of("request_id", "r-1"));
        String ofNone = logged("text", Map.of());

        // Then
        assertThat(ofRequest)
                .endsWith(" io.activityledger.Some Took it key=value request_id=r-1\n");
        assertThat(ofNone).endsWith(" io.activityledger.Some Took it key=value\n");
    }

    @Test
    void aLineForProgramsIsAnObject() throws Exception {
        // When
        JsonNode line = new ObjectMapper().readTree(logged("json", Map.of("request_id", "r-1")));

        // Then
        assertThat(line.path("level").asText()).isEqualTo("INFO");
        assertThat(line.path("loggerName").asText()).isEqualTo("io.activityledger.Some");
        assertThat(line.path("formattedMessage").asText()).isEqualTo("Took it key=value");
        assertThat(line.at("/mdc/request_id").asText()).isEqualTo("r-1");
    }

    private static String logged(String format, Map<String, String> mdc) throws Exception {
        assertThat(Files.readString(LOGBACK)).contains("${LEDGER_LOG_FORMAT:-text}");
        var context = new LoggerContext();
        context.putProperty("LEDGER_LOG_FORMAT", format);
        var joran = new JoranConfigurator();
        joran.setContext(context);
        joran.doConfigure(LOGBACK.toFile());
        var logger = context.getLogger("io.activityledger.Some");
        var event =
                new LoggingEvent(
                        "fqcn", logger, Level.INFO, "Took it key={}", null, new Object[] {"value"});
        event.setMDCPropertyMap(mdc);
        var console =
                (ConsoleAppender<ILoggingEvent>) context.getLogger("ROOT").getAppender("console");
        try {
            return new String(console.getEncoder().encode(event), UTF_8);
        } finally {
            context.stop();
        }
    }
}
