package io.activityledger.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Which door a request finds, and what every answer bears.
class HttpServerTest {

    @RegisterExtension final SampleServer server = new SampleServer();

    @Test
    void anIdMayHoldSlashesSpacesAndAnyLetter() throws Exception {
        assertThat(server.get("/things/a%2Fb").body()).isEqualTo("a/b");
        assertThat(server.get("/things/a%20b").body()).isEqualTo("a b");
        assertThat(server.get("/things/a+b").body()).isEqualTo("a+b");
        assertThat(server.get("/things/%C3%A9%E2%82%AC%F0%9F%98%80").body()).isEqualTo("é€😀");
        assertThat(server.get("/things/100%25").body()).isEqualTo("100%");
        assertThat(server.get("/things/a%3Bb;c").body()).isEqualTo("a;b;c");
        assertThat(server.get("/things/..%2F..%2Fhealth").body()).isEqualTo("../../health");
        assertThat(server.get("/things/a%2Fb/parts/%2F").body()).isEqualTo("a/b of /");
    }

    @Test
    void anUnknownRouteIsNotFound() throws Exception {
        // When
        var answer = server.get("/nothing%2Fhere");
        // Then
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body())
                .isEqualTo(
                        "not_found /nothing%2Fhere " + SampleServer.header(answer, "X-Request-Id"));
    }

    @Test
    void aWrongMethodIsToldTheRightOnes() throws Exception {
        // When
        var answer = server.send(server.request("/things/a").DELETE());
        // Then
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(SampleServer.header(answer, "Allow")).isEqualTo("GET, HEAD, OPTIONS");
        assertThat(answer.body()).startsWith("method_not_allowed /things/a ");
    }

    @Test
    void aMethodIsToldOnceThoughItHasAnAnswerOfItsOwn() throws Exception {
        assertThat(SampleServer.header(server.get("/unread"), "Allow")).isEqualTo("POST, OPTIONS");
    }

    @Test
    void noHeaderMakesAnotherMethodOfARequest() throws Exception {
        // When
        var answer =
                server.send(server.request("/things/a").header("X-HTTP-Method-Override", "DELETE"));
        // Then
        assertThat(answer.body()).isEqualTo("a");
    }

    @Test
    void optionsAndHeadAreSane() throws Exception {
        // When
        var options =
                server.send(server.request("/echo").method("OPTIONS", BodyPublishers.noBody()));
        var head = server.send(server.request("/things/abc").HEAD());
        // Then
        assertThat(options.statusCode()).isEqualTo(204);
        assertThat(SampleServer.header(options, "Allow")).isEqualTo("POST, OPTIONS");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(SampleServer.header(head, "Content-Length")).isEqualTo("3");
        assertThat(head.body()).isEmpty();
        assertThat(server.send(server.request("/nowhere").HEAD()).statusCode()).isEqualTo(404);
    }

    @Test
    void aBugIsAnInternalErrorWithoutADetail() throws Exception {
        // When
        var answer = server.get("/broken");
        var worse = server.get("/worse");
        // Then
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body())
                .isEqualTo("internal_error /broken " + SampleServer.header(answer, "X-Request-Id"));
        assertThat(worse.statusCode()).isEqualTo(500);
        assertThat(worse.body()).startsWith("internal_error /worse ");
    }

    @Test
    void everyAnswerHasARequestIdTheCallersOwnWhenSane() throws Exception {
        // When
        var own = server.send(server.request("/things/a").header("X-Request-Id", "Job-7_a.b"));
        var odd = server.send(server.request("/nowhere").header("X-Request-Id", "a b"));
        var tooLong =
                server.send(server.request("/things/a").header("X-Request-Id", "x".repeat(129)));
        var fresh = server.get("/things/a");
        // Then
        assertThat(SampleServer.header(own, "X-Request-Id")).isEqualTo("Job-7_a.b");
        assertThat(SampleServer.header(odd, "X-Request-Id")).matches("[A-Za-z0-9._-]{1,128}");
        assertThat(SampleServer.header(tooLong, "X-Request-Id")).matches("[A-Za-z0-9._-]{1,128}");
        assertThat(SampleServer.header(fresh, "X-Request-Id"))
                .matches("[A-Za-z0-9._-]{1,128}")
                .isNotEqualTo(SampleServer.header(tooLong, "X-Request-Id"));
    }

    @Test
    void whatIsRefusedBeforeAnyRouteIsRenderedToo() throws Exception {
        // When
        String badPath = server.raw(SampleServer.lines("GET /things/%zz HTTP/1.1", "Host: x"));
        String badVersion = server.raw(SampleServer.lines("GET /things/a HTTP/9.9", "Host: x"));
        String longHeader =
                server.raw(
                        SampleServer.lines(
                                "GET / HTTP/1.1", "Host: x", "X-A: " + "a".repeat(20_000)));
        // Then
        assertThat(List.of(badPath, badVersion))
                .allSatisfy(
                        it -> assertThat(it).startsWith("HTTP/1.1 400 ").contains("bad_request "))
                .allSatisfy(it -> assertThat(it).containsIgnoringCase("Connection: close"));
        assertThat(longHeader).startsWith("HTTP/1.1 431 ").contains("headers_too_large ");
        assertThat(longHeader).containsIgnoringCase("x-request-id: ");
    }

    @Test
    void queriesAreDecoded() throws Exception {
        assertThat(server.get("/query?q=a%26b+c%2B&q=2").body()).isEqualTo("[a&b c+, 2]");
    }
}
