package io.activityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The files with which the house is deployed and watched agree with each other and with the
/// runbook.
class DeploymentTest {

    private static final String NO_PROMTOOL =
            "There is no promtool here (Debian: prometheus), so no rule was tried.";
    private static final Pattern INSTANCE =
            Pattern.compile("(ingest-api|timeline-projector|webhook-dispatcher)-\\d+");

    @Test
    void everyAlertHasItsEntryInTheRunbookAndEveryEntryItsAlert() {
        // Given
        var runbook = Deployment.text("docs/operations.md");
        var from = runbook.indexOf("\n## Alerts\n") + 1;
        var entries = runbook.substring(from, runbook.indexOf("\n## ", from));

        // When
        var headings =
                Pattern.compile("^### (\\w+)$", Pattern.MULTILINE)
                        .matcher(entries)
                        .results()
                        .map(each -> each.group(1))
                        .toList();

        // Then
        assertThat(headings).isEqualTo(alertNames());
        assertThat(Deployment.alerts())
                .allSatisfy(rule ->
                        assertThat(rule.at("/annotations/runbook").asText())
                                .isEqualTo(
                                        "docs/operations.md#"
                                                + name(rule).toLowerCase(Locale.ROOT)));
    }

    @Test
    void everyAlertIsSeenToFireAndToKeepStill() {
        // When
        var tests = Deployment.yaml("deploy/prometheus/rules-test.yml").at("/tests");

        // Then
        assertThat(alertNames())
                .allSatisfy(alert -> {
                    assertThat(expected(tests, alert)).as(alert).anyMatch(JsonNode::isEmpty);
                    assertThat(expected(tests, alert)).as(alert).anyMatch(it -> !it.isEmpty());
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "check config prometheus.yml",
                "check rules rules.yml",
                "test rules rules-test.yml"
            })
    void prometheusTakesItsFiles(String command) throws Exception {
        // Given
        assumeTrue(isOnThePath("promtool"), NO_PROMTOOL);
        var words = Stream.concat(Stream.of("promtool"), Stream.of(command.split(" "))).toList();

        // When
        var promtool =
                new ProcessBuilder(words)
                        .directory(Repository.root().resolve("deploy/prometheus").toFile())
                        .redirectErrorStream(true)
                        .start();
        var said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        // Then
        assertThat(promtool.waitFor()).as(said).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"deploy/gateway/nginx.conf", "deploy/prometheus/prometheus.yml"})
    void everyInstanceOfTheHouseIsKnown(String file) {
        // When
        var composed =
                Deployment.yaml("docker-compose.yml")
                        .at("/services")
                        .propertyStream()
                        .map(Map.Entry::getKey)
                        .filter(service -> INSTANCE.matcher(service).matches())
                        .toList();
        var known =
                Pattern.compile("(" + INSTANCE + "):8080")
                        .matcher(Deployment.text(file))
                        .results()
                        .map(each -> each.group(1))
                        .distinct()
                        .toList();

        // Then
        assertThat(composed).hasSize(6);
        assertThat(known).containsExactlyInAnyOrderElementsOf(composed);
    }

    @Test
    void dashboardsAndTheirPanelsAreToldApart() {
        // When
        var boards = Deployment.dashboards();

        // Then
        assertThat(boards).extracting(board -> board.at("/uid").asText()).doesNotHaveDuplicates();
        assertThat(boards)
                .hasSizeGreaterThan(1)
                .allSatisfy(board ->
                        assertThat(Deployment.each(board.at("/panels")))
                                .extracting(panel -> panel.at("/id").asInt())
                                .isNotEmpty()
                                .doesNotHaveDuplicates());
    }

    private static List<JsonNode> expected(JsonNode tests, String alert) {
        return Deployment.each(tests)
                .flatMap(test -> Deployment.each(test.at("/alert_rule_test")))
                .filter(each -> each.at("/alertname").asText().equals(alert))
                .map(each -> each.at("/exp_alerts"))
                .toList();
    }

    private static List<String> alertNames() {
        return Deployment.alerts().stream().map(DeploymentTest::name).toList();
    }

    private static String name(JsonNode rule) {
        return rule.at("/alert").asText();
    }

    private static boolean isOnThePath(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, program))
                .anyMatch(Files::isExecutable);
    }
}
