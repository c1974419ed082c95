package io.activityledger.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.access.GuardedEndpoint.AdmittedHandler;
import io.activityledger.kit.http.Answers;
import io.activityledger.kit.http.Binding;
import io.activityledger.kit.http.ErrorBody;
import io.activityledger.kit.http.HttpServer;
import io.activityledger.kit.http.HttpServerSettings;
import io.activityledger.kit.lifecycle.Readiness;
import io.activityledger.kit.metrics.Metrics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IgnoredParametersEndpointTest {

    private static final Caller ANYBODY = new Caller("acme", "u1");

    private final HttpServer server =
            new HttpServer(
                    "doors",
                    HttpServerSettings.anyLoopbackPort(),
                    List.of(door("/list", Set.of("page", "type")), door("/one", Set.of())),
                    _ -> new ErrorBody.Rendered(Answers.JSON, new byte[0]),
                    new Readiness(),
                    new Metrics());

    @BeforeEach
    void open() {
        server.start();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void whatADoorDoesNotReadOfAQueryIsNamed() throws Exception {
        assertThat(ignored("/list?page=2&types=call&type=x&n%C3%A4me"))
                .hasValue("types, n%C3%A4me");
    }

    @Test
    void whoAsksRightIsToldNothing() throws Exception {
        assertThat(ignored("/list?page=2&type=x&type=y")).isEmpty();
        assertThat(ignored("/list")).isEmpty();
        assertThat(ignored("/list?&")).isEmpty();
    }

    @Test
    void aDoorThatReadsNoQuerySaysNothingOfIt() throws Exception {
        assertThat(ignored("/one?page=2")).isEmpty();
    }

    private static Binding door(String path, Set<String> known) {
        AdmittedHandler next = (ctx, _) -> Answers.empty(ctx, 204);
        AdmittedHandler telling = IgnoredParametersEndpoint.toldOf(known, next);
        return Binding.get(path, ctx -> telling.handle(ctx, ANYBODY));
    }

    private Optional<String> ignored(String target) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + target))
                            .build();
            var answer = client.send(request, BodyHandlers.discarding());
            assertThat(answer.statusCode()).isEqualTo(204);
            return answer.headers().firstValue("Ledger-Ignored-Parameters");
        }
    }
}
