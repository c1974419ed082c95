package io.activityledger.standalone.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.activityledger.standalone.openapi.OpenApiDocument.Found;
import io.activityledger.standalone.openapi.OpenApiDocument.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What must hold of docs/openapi.yaml, and which planted fault shows that the rule bites?
@SuppressWarnings("ImmutableEnumChecker") // a function bears no annotation that says so
enum OpenApiRule {
    IT_IS_OPENAPI_3_1(
            document -> OpenApiDocument.misfits(officialSchema(), document.root()),
            root -> operation(root, "/v1/activities", "post").set("respones", root.objectNode())),

    ITS_SCHEMAS_ARE_SCHEMAS(
            document -> schemas(document).flatMap(schema -> misSpelled(schema).stream()).toList(),
            root -> schema(root, "Time").put("type", "strin")),

    REFERENCES_LEAD_SOMEWHERE(
            document ->
                    references(document)
                            .filter(each -> document.resolved(each.node()).isMissingNode())
                            .map(each -> each.at() + " leads nowhere")
                            .toList(),
            root -> object(root.at("/components/headers")).remove("NoStore")),

    COMPONENTS_ARE_USED(
            OpenApiRule::unusedComponents,
            root -> object(root.at("/components/schemas")).set("Forgotten", root.objectNode())),

    OPERATIONS_HAVE_NAMES_OF_THEIR_OWN(
            OpenApiRule::namesUsedTwice,
            root -> operation(root, "/v1/deals/{id}", "put").put("operationId", "putContact")),

    PARAMETERS_IN_PATHS_ARE_DECLARED(
            OpenApiRule::undeclaredParameters,
            root -> object(root.path("paths").path("/v1/webhooks/{id}")).remove("parameters")),

    EXAMPLES_FIT_THEIR_SCHEMAS(
            OpenApiRule::examplesThatDoNotFit,
            root ->
                    object(root.at("/components/examples/Call/value/data/activity"))
                            .put("created_date", "yesterday")),

    ANSWERS_WITH_A_BODY_SHOW_ONE(
            document ->
                    document.everything().stream()
                            .filter(each -> each.at().endsWith("/content/application~1json"))
                            .filter(each -> each.node().path("examples").isEmpty())
                            .map(each -> each.at() + " shows no example")
                            .toList(),
            root ->
                    object(root.at("/components/responses/InvalidKey/content/application~1json"))
                            .remove("examples")),

    EVERY_DOOR_IS_TOLD_OF(
            OpenApiDoors::missing,
            root -> object(root.path("paths").path("/v1/activities")).remove("post")),

    EVERY_DOOR_NAMES_ITS_PERMISSION(
            OpenApiDoors::wrongPermissions,
            root ->
                    operation(root, "/v1/webhooks", "get")
                            .putArray("security")
                            .addObject()
                            .putArray("apiKey")
                            .add("webhooks:write")),

    WHERE_A_LIMIT_IS_TOLD_ALL_OF_IT_IS(
            OpenApiRule::limitsToldInPart,
            root ->
                    object(root.at("/components/responses/RateLimited/headers"))
                            .remove("RateLimit-Policy")),

    A_KEY_MAY_BE_UNTELLABLE_AT_EVERY_DOOR(
            OpenApiDoors::thatAlwaysKnowTheKey,
            root -> {
                var unavailable = object(root.at("/components/responses/TimelineUnavailable"));
                String said = unavailable.path("description").asText();
                unavailable.put("description", said.replace("keys_unavailable", "keys"));
            }),

    EVERY_DOOR_READS_WHAT_IT_SAYS(
            OpenApiDoors::wrongParameters,
            root ->
                    object(root.at("/paths/~1v1~1activities/get/parameters/0"))
                            .put("name", "since")),

    NOTHING_ELSE_IS_TOLD_OF(
            OpenApiDoors::tooMany,
            root -> {
                var copy = operation(root, "/v1/activities", "post").deepCopy();
                copy.put("operationId", "createManyActivities");
                object(root.path("paths")).putObject("/v1/activities/many").set("post", copy);
            });

    private static final List<String> OF_LIMITS =
            List.of(
                    "X-RateLimit-Limit",
                    "X-RateLimit-Remaining",
                    "X-RateLimit-Reset",
                    "X-RateLimit-Burst-Limit",
                    "X-RateLimit-Burst-Remaining",
                    "RateLimit",
                    "RateLimit-Policy");
    private static final String METASCHEMA = "https://json-schema.org/draft/2020-12/schema";
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

    private final Function<OpenApiDocument, List<String>> findings;
    private final Consumer<ObjectNode> plant;

    OpenApiRule(Function<OpenApiDocument, List<String>> findings, Consumer<ObjectNode> plant) {
        this.findings = findings;
        this.plant = plant;
    }

    List<String> findings(OpenApiDocument document) {
        return findings.apply(document);
    }

    /// A copy of the document with one fault, which this rule finds.
    OpenApiDocument planted(OpenApiDocument document) {
        ObjectNode copy = document.root().deepCopy();
        plant.accept(copy);
        return new OpenApiDocument(copy);
    }

    private static String officialSchema() {
        String name = "/openapi/openapi-3.1-schema.json";
        try (var stream = OpenApiRule.class.getResourceAsStream(name)) {
            return new String(
                    Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static Stream<Found> schemas(OpenApiDocument document) {
        return document.everything().stream()
                .filter(each ->
                        each.at().endsWith("/schema")
                                || each.at().matches("/components/schemas/[^/]+"));
    }

    private static List<String> misSpelled(Found schema) {
        String metaschema = "{\"$ref\": \"" + METASCHEMA + "\"}";
        return OpenApiDocument.misfits(metaschema, schema.node()).stream()
                .map(misfit -> schema.at() + misfit)
                .toList();
    }

    private static Stream<Found> references(OpenApiDocument document) {
        return document.everything().stream().filter(each -> each.node().has("$ref"));
    }

    private static List<String> unusedComponents(OpenApiDocument document) {
        Set<String> used = new HashSet<>();
        references(document).forEach(each -> used.add(each.node().path("$ref").asText()));
        return document.everything().stream()
                .map(Found::at)
                .filter(at -> at.matches("/components/(?!securitySchemes)[^/]+/[^/]+"))
                .filter(at -> !used.contains("#" + at))
                .map(at -> at + " is not used")
                .toList();
    }

    private static List<String> namesUsedTwice(OpenApiDocument document) {
        Set<String> names = new HashSet<>();
        return document.everything().stream()
                .filter(each -> each.at().endsWith("/operationId"))
                .filter(each -> !names.add(each.node().asText()))
                .map(each -> each.at() + " is used twice")
                .toList();
    }

    private static List<String> undeclaredParameters(OpenApiDocument document) {
        var found = new ArrayList<String>();
        for (Operation operation : document.operations()) {
            JsonNode path = document.root().path("paths").path(operation.path());
            Set<String> declared = new HashSet<>();
            Stream.of(path, operation.node())
                    .flatMap(each -> each.path("parameters").valueStream())
                    .map(document::resolved)
                    .filter(each -> each.path("in").asText().equals("path"))
                    .forEach(each -> declared.add(each.path("name").asText()));
            PARAMETER
                    .matcher(operation.path())
                    .results()
                    .filter(each -> !declared.contains(each.group(1)))
                    .forEach(each -> found.add(operation + " does not declare " + each.group()));
        }
        return found;
    }

    private static List<String> examplesThatDoNotFit(OpenApiDocument document) {
        var found = new ArrayList<String>();
        for (Found each : document.everything()) {
            if (each.node().has("schema")) {
                JsonNode schema = each.node().path("schema");
                examples(document, each)
                        .forEach(example ->
                                document.misfits(schema, example.node()).stream()
                                        .map(misfit -> example.at() + misfit)
                                        .forEach(found::add));
            }
        }
        return found;
    }

    private static Stream<Found> examples(OpenApiDocument document, Found holder) {
        JsonNode single = holder.node().path("example");
        Stream<Found> first =
                single.isMissingNode()
                        ? Stream.empty()
                        : Stream.of(new Found(holder.at() + "/example", single));
        Stream<Found> named =
                holder.node().path("examples").properties().stream()
                        .map(each ->
                                new Found(
                                        holder.at() + "/examples/" + each.getKey(),
                                        document.resolved(each.getValue()).path("value")));
        return Stream.concat(first, named);
    }

    private static List<String> limitsToldInPart(OpenApiDocument document) {
        return document.everything().stream()
                .filter(each -> each.at().endsWith("/headers"))
                .filter(each -> !each.at().startsWith("/components/headers"))
                .filter(each -> each.node().has(OF_LIMITS.getFirst()))
                .filter(each -> !OF_LIMITS.stream().allMatch(each.node()::has))
                .map(each -> each.at() + " lacks some of " + OF_LIMITS)
                .toList();
    }

    private static ObjectNode operation(ObjectNode root, String path, String method) {
        return object(root.path("paths").path(path).path(method));
    }

    private static ObjectNode schema(ObjectNode root, String name) {
        return object(root.path("components").path("schemas").path(name));
    }

    private static ObjectNode object(JsonNode node) {
        return (ObjectNode) node;
    }
}
