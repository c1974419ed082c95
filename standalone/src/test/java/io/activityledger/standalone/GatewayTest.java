package io.activityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.schemas.Routes;
import io.activityledger.schemas.Routes.Route;
import io.activityledger.schemas.Routes.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The gateway sends each door's requests to whom the table of routes says, and knows no other door
/// but the document of them all.
class GatewayTest {

    private static final Path COMMITTED = Repository.root().resolve("deploy/gateway/routes.conf");
    private static final Path EXPECTED = Path.of("target", "routes.conf");

    /// A door of the gateway that needs no key and has no dialect.
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
                        "deploy/gateway/routes.conf is not what Routes says. Mend it:\n  cp %s %s\n%s",
                        expected, COMMITTED, routes())
                .isEqualTo(routes());
    }

    private record Door(String method, String path, Service service) {

        /// What the server beneath answers where a `GET` is bound.
        Stream<String> methods() {
            return method.equals("GET") ? Stream.of("GET", "HEAD") : Stream.of(method);
        }

        String pattern() {
            return path.replace(".", "\\.").replaceAll("\\{\\w+}", "[^/]+");
        }

        String line() {
            return "    \"~^(%s) %s/?$\" %s;"
                    .formatted(
                            methods().collect(Collectors.joining("|")), pattern(), host(service));
        }
    }

    private static String host(Service service) {
        return switch (service) {
            case INGEST -> "ingest-api:8080";
            case TIMELINE -> "timeline-projector:8080";
            case WEBHOOKS -> "webhook-dispatcher:8080";
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
        """
                .formatted(
                        doors().stream().map(Door::line).collect(Collectors.joining("\n")),
                        methodsByPattern());
    }

    private static List<Door> doors() {
        return Stream.concat(Routes.ALL.stream().flatMap(GatewayTest::doors), Stream.of(OPENAPI))
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
                .map(entry -> "    \"~^%s/?$\" \"%s\";".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining("\n"));
    }
}
