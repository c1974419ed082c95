package io.activityledger.standalone.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.activityledger.schemas.QueryParameters;
import io.activityledger.schemas.Routes;
import io.activityledger.schemas.Routes.Route;
import io.activityledger.standalone.openapi.OpenApiDocument.Operation;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Does docs/openapi.yaml tell of the doors that the table of routes has, and as it has them?
final class OpenApiDoors {

    private static final Set<String> WITHOUT_KEY =
            Set.of("GET /health/live", "GET /health/ready", "GET /metrics", "GET /openapi.yaml");

    /// Named in the table of doors, but nothing answers there yet: each leaves this list with its
    /// entry in the document.
    private static final Set<String> NOT_BUILT_YET = Set.of();

    private OpenApiDoors() {}

    static List<String> missing(OpenApiDocument document) {
        return Routes.ALL.stream()
                .filter(route ->
                        told(document, route).isPresent() == NOT_BUILT_YET.contains(name(route)))
                .map(route ->
                        name(route)
                                + (told(document, route).isEmpty()
                                        ? " is not told of"
                                        : " is told of: take it off the list of those to build"))
                .toList();
    }

    static List<String> tooMany(OpenApiDocument document) {
        Set<String> doors = new HashSet<>(WITHOUT_KEY);
        Routes.ALL.forEach(route -> doors.add(name(route)));
        return document.operations().stream()
                .map(Operation::toString)
                .filter(each -> !doors.contains(each))
                .map(each -> each + " is no door of this house")
                .toList();
    }

    static List<String> wrongPermissions(OpenApiDocument document) {
        return Routes.ALL.stream()
                .flatMap(route -> told(document, route).stream())
                .filter(each -> !permissions(each).equals(permissions(route(each))))
                .map(each -> each + " names " + permissions(each))
                .toList();
    }

    /// The other dialects' answers bear no code of the house's.
    static List<String> thatAlwaysKnowTheKey(OpenApiDocument document) {
        return document.operations().stream()
                .filter(each -> !permissions(each).isEmpty())
                .filter(each -> {
                    JsonNode unavailable =
                            document.resolved(each.node().path("responses").path("503"));
                    String said = unavailable.path("description").asText();
                    return !said.contains("keys_unavailable") && !said.contains("'s envelope");
                })
                .map(each -> each + " does not tell of keys_unavailable")
                .toList();
    }

    /// What a door reads of a query it says, and what it does not read it tells of as ignored.
    static List<String> wrongParameters(OpenApiDocument document) {
        return document.operations().stream()
                .filter(each -> !WITHOUT_KEY.contains(each.toString()))
                .filter(each -> known(each))
                .filter(each -> !parameters(document, each).equals(QueryParameters.of(route(each))))
                .map(each ->
                        "%s tells of the parameters %s, QueryParameters of %s"
                                .formatted(
                                        each,
                                        parameters(document, each),
                                        QueryParameters.of(route(each))))
                .toList();
    }

    private static boolean known(Operation operation) {
        return Routes.ALL.stream().anyMatch(each -> name(each).equals(operation.toString()));
    }

    /// What an operation reads of a query; of what it does not, any of its answers may tell.
    static Set<String> parameters(OpenApiDocument document, Operation operation) {
        return operation
                .node()
                .path("parameters")
                .valueStream()
                .map(document::resolved)
                .filter(each -> each.path("in").asText().equals("query"))
                .map(each -> each.path("name").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Optional<Operation> told(OpenApiDocument document, Route route) {
        return document.operations().stream()
                .filter(each -> each.toString().equals(name(route)))
                .findFirst();
    }

    private static Route route(Operation operation) {
        return Routes.ALL.stream()
                .filter(each -> name(each).equals(operation.toString()))
                .findFirst()
                .orElseThrow();
    }

    private static String name(Route route) {
        return route.method() + " " + route.path();
    }

    private static String permissions(Route route) {
        return "[\"" + route.permission().text() + "\"]";
    }

    private static String permissions(Operation operation) {
        return operation.node().path("security").path(0).path("apiKey").toString();
    }
}
