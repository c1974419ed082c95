package io.activityledger.standalone.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.activityledger.standalone.openapi.OpenApiDocument.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Is an answer one that docs/openapi.yaml tells of? Its status, its headers, its type and its
/// body, to the last field. Safe for many threads.
public final class OpenApiContract {

    private static final String BASE = "/functions/v1/api-gateway";
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final OpenApiDocument document;

    private OpenApiContract(OpenApiDocument document) {
        this.document = document;
    }

    public static OpenApiContract ofTheHouse() {
        return new OpenApiContract(OpenApiDocument.read());
    }

    /// Throws an [AssertionError] that names every difference.
    public void check(Exchange exchange) {
        List<String> differences = differences(exchange);
        if (!differences.isEmpty()) {
            throw new AssertionError(
                    "docs/openapi.yaml does not tell of this answer:\n  "
                            + String.join("\n  ", differences)
                            + "\n"
                            + exchange);
        }
    }

    /// What the document does not tell of; empty where it tells of everything.
    public List<String> differences(Exchange exchange) {
        Optional<Operation> operation = operation(exchange);
        if (operation.isEmpty()) {
            return List.of("there is no such operation");
        }
        JsonNode response = response(operation.get(), exchange.status());
        if (response.isMissingNode()) {
            return List.of(operation.get() + " has no response " + exchange.status());
        }
        var differences = new ArrayList<String>();
        headers(operation.get(), response.path("headers"), exchange, differences);
        content(response.path("content"), exchange, differences);
        return differences;
    }

    /// Differences of a webhook's body as a receiver got it.
    public List<String> differencesOfWebhook(String event, String body) {
        JsonNode media =
                document.root()
                        .path("webhooks")
                        .path(event)
                        .at("/post/requestBody/content/application~1json");
        return media.isMissingNode() ? List.of("there is no such webhook") : json(media, body);
    }

    private Optional<Operation> operation(Exchange exchange) {
        String method = exchange.method().equals("HEAD") ? "GET" : exchange.method();
        String path = exchange.path().replaceFirst("\\?.*", "");
        return document.operations().stream()
                .filter(each -> each.method().equals(method) && stands(each.path(), path))
                .findFirst();
    }

    /// Under every base path, but for what stands by the server's root only.
    private boolean stands(String template, String path) {
        boolean rootOnly = document.root().path("paths").path(template).has("servers");
        String within =
                !rootOnly && path.startsWith(BASE + "/") ? path.substring(BASE.length()) : path;
        String form =
                Pattern.compile("[^/]+")
                        .matcher(template)
                        .replaceAll(part ->
                                part.group().startsWith("{")
                                        ? "[^/]+"
                                        : part.group().replace(".", "\\\\."));
        return within.matches(form);
    }

    private JsonNode response(Operation operation, int status) {
        JsonNode responses = operation.node().path("responses");
        return document.resolved(responses.path(Integer.toString(status)));
    }

    private void headers(
            Operation operation, JsonNode told, Exchange exchange, List<String> differences) {
        var names = new TreeSet<String>(String.CASE_INSENSITIVE_ORDER);
        if (!OpenApiDoors.parameters(document, operation).isEmpty()) {
            names.add("Ledger-Ignored-Parameters");
        }
        told.properties()
                .forEach(header -> {
                    names.add(header.getKey());
                    header(header.getKey(), header.getValue(), exchange, differences);
                });
        exchange.headers().keySet().stream()
                .filter(OpenApiContract::isOurs)
                .filter(name -> !names.contains(name))
                .forEach(name -> differences.add("header " + name + " is not told of"));
    }

    private static boolean isOurs(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith("ledger-") || lower.startsWith("x-") || lower.equals("retry-after");
    }

    private void header(String name, JsonNode told, Exchange exchange, List<String> differences) {
        JsonNode header = document.resolved(told);
        Optional<String> value = exchange.header(name);
        if (value.isEmpty()) {
            if (header.path("required").asBoolean(false)) {
                differences.add("header " + name + " is missing");
            }
            return;
        }
        JsonNode schema = document.resolved(header.path("schema"));
        document.misfits(schema, typed(schema, value.get()))
                .forEach(misfit -> differences.add("header " + name + misfit));
    }

    private static JsonNode typed(JsonNode schema, String value) {
        boolean number = schema.path("type").asText("").equals("integer");
        return number && value.matches("-?\\d{1,18}")
                ? JsonNodeFactory.instance.numberNode(Long.parseLong(value))
                : JsonNodeFactory.instance.textNode(value);
    }

    private void content(JsonNode told, Exchange exchange, List<String> differences) {
        if (exchange.method().equals("HEAD") || told.isMissingNode()) {
            if (!exchange.body().isEmpty()) {
                differences.add("there is a body");
            }
            return;
        }
        String type = exchange.header("Content-Type").orElse("none").split(";", 2)[0].strip();
        JsonNode media = told.path(type);
        if (media.isMissingNode()) {
            differences.add("content type " + type + " is not told of");
        } else if (type.equals("application/json")) {
            differences.addAll(json(media, exchange.body()));
        }
    }

    private List<String> json(JsonNode media, String body) {
        try {
            return document.misfits(media.path("schema"), JSON.readTree(body)).stream()
                    .map(misfit -> "body" + misfit)
                    .collect(Collectors.toList());
        } catch (JsonProcessingException notJson) {
            return List.of("the body is no JSON");
        }
    }
}
