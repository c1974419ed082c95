package io.activityledger.standalone.hostile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.activityledger.schemas.Routes.Base;
import io.activityledger.standalone.hostile.HostileRequest.Framing;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What must be true of every answer, whatever was asked?
public final class AnswerRule {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final Pattern INNARDS =
            Pattern.compile("Exception|io\\.activityledger|org\\.(eclipse|apache)|\\tat ");

    private static final Pattern NO_URI = Pattern.compile("%(?![0-9A-Fa-f]{2})|%00|[^\\x21-\\x7e]");

    private AnswerRule() {}

    /// What is wrong with it; nothing, where all is well.
    public static List<String> problems(HostileRequest request, WireAnswer answer) {
        var problems = new ArrayList<String>();
        int status = answer.status();
        if (status >= 500 && (status != 503 || answer.header("Retry-After").isEmpty())) {
            problems.add("the server blames itself");
        }
        if (answer.header("X-Request-Id").isEmpty()) {
            problems.add("there is no X-Request-Id");
        }
        if (answer.header("X-Injected").isPresent()) {
            problems.add("the client wrote a header");
        }
        if (INNARDS.matcher(answer.body()).find()) {
            problems.add("it tells of the innards");
        }
        if (!request.method().equals("HEAD")) {
            problems.addAll(bodyProblems(request, answer));
        }
        return problems;
    }

    private static List<String> bodyProblems(HostileRequest request, WireAnswer answer) {
        boolean json = answer.header("Content-Type").orElse("").startsWith("application/json");
        if (!json) {
            return answer.status() >= 400 ? List.of("an error is no JSON") : List.of();
        }
        try {
            JsonNode body = JSON.readTree(answer.body());
            return answer.status() < 400 || enveloped(request, body)
                    ? List.of()
                    : List.of("the error is not in its dialect's envelope");
        } catch (JsonProcessingException broken) {
            return List.of("the body is no JSON: " + broken.getOriginalMessage());
        }
    }

    /// Whose words a broken head or a target that is no URI asks for nobody knows.
    private static boolean enveloped(HostileRequest request, JsonNode body) {
        if (request.framing() == Framing.BROKEN_HEAD || NO_URI.matcher(request.target()).find()) {
            return List.of(Base.values()).stream().anyMatch(base -> enveloped(base, body));
        }
        return request.target().startsWith("/health/")
                || enveloped(Base.at(request.target()), body);
    }

    private static boolean enveloped(Base base, JsonNode body) {
        return switch (base) {
            case LEADLEX ->
                    body.at("/error/code").isTextual() && body.at("/error/message").isTextual();
            case REEVO -> body.path("detail").isTextual() || body.path("detail").isArray();
            case NODESTASH ->
                    body.at("/error/code").isTextual()
                            && body.at("/error/message").isTextual()
                            && body.at("/meta/request_id").isTextual();
        };
    }
}
