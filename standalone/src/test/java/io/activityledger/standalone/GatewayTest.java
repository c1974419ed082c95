package io.activityledger.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.dialects.Refusal;
import io.activityledger.dialects.spoken.Dialects;
import io.activityledger.schemas.Routes;
import io.activityledger.schemas.Routes.Base;
import io.activityledger.schemas.Routes.Route;
import io.activityledger.schemas.Routes.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The gateway sends each door's requests to whom the table of routes says, knows no other door but
/// the document of them all, and refuses as the services do.
class GatewayTest {

    private static final Path COMMITTED = Repository.root().resolve("deploy/gateway/routes.conf");
    private static final Path EXPECTED = Path.of("target", "routes.conf");

    private static final Pattern ENTRY =
            Pattern.compile("^    \"~(\\^.*\\$)\" (\\S+);", Pattern.MULTILINE);

    /// The paths under which each dialect is spoken, as [Base#at] tells them; LeadLex's is the
    /// rest.
    private static final Map<Base, List<String>> DIALECTS =
            new TreeMap<>(
                    Map.of(
                            Base.REEVO, List.of("/reevo/", "/api/v2/"),
                            Base.NODESTASH, List.of("/nodestash/")));

    /// A door of the gateway that needs no key and has no dialect.
    private static final Door ROOT = new Door("GET", "/", Service.TIMELINE);

    private static final Door OPENAPI = new Door("GET", "/openapi.yaml", Service.TIMELINE);

    @Test
    void theGatewaysRoutesAreThoseOfTheTable() throws IOException {
        // Given
        var expected = Files.writeString(EXPECTED.toAbsolutePath(), routes());

        // When
        var committed = Files.exists(COMMITTED) ? Files.readString(COMMITTED) : "";

        // Then
        assertThat(committed)
                .as(
                        "deploy/gateway/routes.conf is not what Routes says. Mend it: cp %s %s",
                        expected, COMMITTED)
                .isEqualTo(routes());
    }

    @Test
    void aBrowserMayAskBeforeItCallsAtEveryDoor() {
        // When
        var unanswered =
                Routes.ALL.stream()
                        .flatMap(route -> route.paths().stream())
                        .map(path -> path.replaceAll("\\{\\w+}", "x%2Fy"))
                        .filter(path ->
                                serviceFor("OPTIONS " + path).isEmpty()
                                        || serviceFor("OPTIONS " + path + "/").isEmpty())
                        .toList();

        // Then
        assertThat(unanswered).isEmpty();
        assertThat(serviceFor("OPTIONS /v1/contacts/c1/activities"))
                .isEqualTo(serviceFor("GET /v1/contacts/c1/activities"));
        assertThat(serviceFor("OPTIONS /internal/v1/timeline")).isEmpty();
        assertThat(serviceFor("OPTIONS /metrics")).isEmpty();
    }

    @Test
    void whatTheGatewayRefusesItRefusesInTheDialectOfThePath() {
        assertThat(routes())
                .contains(
                        "leadlex '{\"error\":{\"code\":\"unavailable\",",
                        "nodestash '{\"error\":{\"code\":\"SERVICE_UNAVAILABLE\",",
                        "\"request_id\":\"$ledger_request_id\"",
                        "\"~^/nodestash/\" nodestash;",
                        "\"~^/api/v2/\" reevo;")
                .doesNotContain("''");
    }

    @Test
    void aPageOfAnyOriginMayReadWhatTheGatewayItselfRefuses() throws IOException {
        // Given
        var nginx = Files.readString(Repository.root().resolve("deploy/gateway/nginx.conf"));

        // When
        var refusals =
                Pattern.compile("location @\\w+ \\{([^}]*return[^}]*)}")
                        .matcher(nginx)
                        .results()
                        .toList();

        // Then
        assertThat(refusals)
                .hasSize(4)
                .allSatisfy(each ->
                        assertThat(each.group(1))
                                .contains(
                                        "Access-Control-Allow-Origin $ledger_any_origin always;",
                                        "Access-Control-Expose-Headers $ledger_exposed always;"));
    }

    /// As nginx finds it: the first pattern that matches.
    private static Optional<String> serviceFor(String request) {
        return ENTRY.matcher(routes())
                .results()
                .filter(each -> request.matches(each.group(1)))
                .map(each -> each.group(2))
                .findFirst();
    }

    private record Door(String method, String path, Service service) {

        /// What the server beneath answers where a `GET` is bound.
        Stream<String> methods() {
            return method.equals("GET") ? Stream.of("GET", "HEAD") : Stream.of(method);
        }

        String pattern() {
            return path.equals("/") ? "" : path.replace(".", "\\.").replaceAll("\\{\\w+}", "[^/]+");
        }

        String line() {
            return "    \"~^(%s) %s/?$\" %s;"
                    .formatted(
                            methods().collect(Collectors.joining("|")), pattern(), host(service));
        }
    }

    private static String host(Service service) {
        return switch (service) {
            case INGEST -> "ingest-api";
            case TIMELINE -> "timeline-projector";
            case WEBHOOKS -> "webhook-dispatcher";
        };
    }

    private static String routes() {
        return """
        # Written from the table of routes (io.activityledger.schemas.Routes) by GatewayTest, which fails
        # when this file differs and says how to mend it. Do not edit.
        map "$request_method $ledger_path" $ledger_service {
            default "";
        %s
        }

        map $ledger_path $ledger_allow {
            default "";
        %s
        }

        map $ledger_path $ledger_dialect {
            default leadlex;
        %s
        }

        %s
        """
                .formatted(
                        Stream.concat(doors().stream().map(Door::line), preflights())
                                .collect(Collectors.joining("\n")),
                        methodsByPattern(),
                        DIALECTS.entrySet().stream()
                                .flatMap(each ->
                                        each.getValue().stream()
                                                .map(path -> dialectLine(path, each.getKey())))
                                .collect(Collectors.joining("\n")),
                        refusals());
    }

    /// Browsers ask before they call: any service that has a door there knows all its methods.
    private static Stream<String> preflights() {
        var services = new LinkedHashMap<String, Service>();
        doors().forEach(door -> services.putIfAbsent(door.pattern(), door.service()));
        return services.entrySet().stream()
                .map(each ->
                        "    \"~^(OPTIONS) %s/?$\" %s;"
                                .formatted(each.getKey(), host(each.getValue())));
    }

    private static String dialectLine(String path, Base base) {
        return "    \"~^%s\" %s;".formatted(path, word(base));
    }

    private static String word(Base base) {
        return base.name().toLowerCase(Locale.ROOT);
    }

    /// What the services would say, but for what only the gateway knows.
    private static String refusals() {
        return Stream.of(
                        refusals(404, "not_found", "There is nothing at this path."),
                        refusals(405, "method_not_allowed", "Possible here: $ledger_allow."),
                        refusals(413, "payload_too_large", "The body is too large."),
                        refusals(
                                503,
                                "unavailable",
                                "The service behind this door does not answer."))
                .collect(Collectors.joining("\n"));
    }

    private static String refusals(int status, String code, String message) {
        var refusal = Refusal.of(status, code, message);
        return Stream.of(Base.values())
                .map(base -> "    %s '%s';".formatted(word(base), body(base, refusal)))
                .collect(
                        Collectors.joining(
                                "\n",
                                "map $ledger_dialect $ledger_refusal_%d {\n".formatted(status),
                                "\n}\n"));
    }

    private static String body(Base base, Refusal refusal) {
        return new String(Dialects.of(base).refusal(refusal, "$ledger_request_id"), UTF_8);
    }

    private static List<Door> doors() {
        return Stream.concat(
                        Routes.ALL.stream().flatMap(GatewayTest::doors), Stream.of(OPENAPI, ROOT))
                .toList();
    }

    private static Stream<Door> doors(Route route) {
        return route.paths().stream().map(path -> new Door(route.method(), path, route.service()));
    }

    private static String methodsByPattern() {
        var methods = new TreeMap<String, String>();
        for (Door door : doors()) {
            var own = door.methods().collect(Collectors.joining(", "));
            methods.merge(door.pattern(), own, (before, more) -> before + ", " + more);
        }
        return methods.entrySet().stream()
                .map(entry ->
                        "    \"~^%s/?$\" \"%s, OPTIONS\";"
                                .formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining("\n"));
    }
}
