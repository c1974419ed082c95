package io.activityledger.standalone.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What does docs/openapi.yaml say? A tree, and what is needed to read it: references followed,
/// operations listed, instances held against schemas.
record OpenApiDocument(JsonNode root) {

    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");
    private static final Path FILE = Path.of("..", "docs", "openapi.yaml");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final SchemaRegistry SCHEMAS =
            SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_2020_12,
                    builder ->
                            builder.schemaRegistryConfig(
                                    SchemaRegistryConfig.builder()
                                            .formatAssertionsEnabled(true)
                                            .build()));

    /// One method of one path.
    ///
    /// @param path as the document spells it, such as `/v1/activities/{id}`
    record Operation(String method, String path, JsonNode node) {

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /// Something in the document, and where it stands, as a JSON Pointer.
    record Found(String at, JsonNode node) {}

    static OpenApiDocument read() {
        try {
            return new OpenApiDocument(YAML.readTree(FILE.toFile()));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    List<Operation> operations() {
        var operations = new ArrayList<Operation>();
        for (var path : root.path("paths").properties()) {
            for (var method : path.getValue().properties()) {
                if (METHODS.contains(method.getKey())) {
                    operations.add(
                            new Operation(
                                    method.getKey().toUpperCase(Locale.ROOT),
                                    path.getKey(),
                                    method.getValue()));
                }
            }
        }
        return operations;
    }

    /// The node itself, or what it refers to within the document; missing where that is nowhere.
    JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asText("");
        return reference.isEmpty() ? node : resolved(root.at(reference.substring(1)));
    }

    /// Every node of the document, outermost first.
    List<Found> everything() {
        var found = new ArrayList<Found>();
        collect("", root, found);
        return found;
    }

    /// What of `instance` does not fit the schema; empty where it fits.
    List<String> misfits(JsonNode schema, JsonNode instance) {
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        whole.putArray("allOf").add(schema);
        whole.set("components", root.path("components"));
        return misfits(SCHEMAS.getSchema(whole), instance);
    }

    /// What of `instance` does not fit a schema that stands by itself.
    static List<String> misfits(String schema, JsonNode instance) {
        return misfits(SCHEMAS.getSchema(schema, InputFormat.JSON), instance);
    }

    private static List<String> misfits(Schema schema, JsonNode instance) {
        return schema.validate(instance).stream()
                .map(each -> each.getInstanceLocation() + " " + each.getMessage())
                .distinct()
                .toList();
    }

    private static void collect(String at, JsonNode node, List<Found> found) {
        found.add(new Found(at, node));
        for (var field : node.properties()) {
            String name = field.getKey().replace("~", "~0").replace("/", "~1");
            collect(at + "/" + name, field.getValue(), found);
        }
        if (node.isArray()) {
            for (int index = 0; index < node.size(); index++) {
                collect(at + "/" + index, node.get(index), found);
            }
        }
    }
}
