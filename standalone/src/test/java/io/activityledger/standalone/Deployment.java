package io.activityledger.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What stands in the files with which the house is deployed and watched?
final class Deployment {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path ROOT = Repository.root();

    private Deployment() {}

    /// The rules that have an `alert`, in their order.
    static List<JsonNode> alerts() {
        return each(read(YAML, ROOT.resolve("deploy/prometheus/rules.yml")).at("/groups"))
                .flatMap(group -> each(group.at("/rules")))
                .filter(rule -> rule.has("alert"))
                .toList();
    }

    static JsonNode yaml(String file) {
        return read(YAML, ROOT.resolve(file));
    }

    static String text(String file) {
        try {
            return Files.readString(ROOT.resolve(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static List<JsonNode> dashboards() {
        try (var files = Files.list(ROOT.resolve("deploy/grafana/dashboards"))) {
            return files.sorted().map(file -> read(JSON, file)).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// All that is asked of Prometheus, by rules and by dashboards.
    static List<String> expressions() {
        var rules = alerts().stream().map(rule -> rule.at("/expr").asText());
        var panels =
                dashboards().stream()
                        .flatMap(board -> each(board.at("/panels")))
                        .flatMap(panel -> each(panel.at("/targets")))
                        .map(target -> target.at("/expr").asText());
        return Stream.concat(rules, panels).toList();
    }

    static Stream<JsonNode> each(JsonNode array) {
        return array.valueStream();
    }

    private static JsonNode read(ObjectMapper mapper, Path file) {
        try {
            return mapper.readTree(file.toFile());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
