package io.activityledger.standalone.openapi;

import io.activityledger.testkit.HttpProbe;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What was asked, and what was answered?
///
/// @param path with or without a query
/// @param headers of the answer, by name in any case
public record Exchange(
        String method, String path, int status, Map<String, String> headers, String body) {

    public Exchange {
        var inAnyCase = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        inAnyCase.putAll(headers);
        headers = inAnyCase;
    }

    public static Exchange of(HttpProbe.Answer answer) {
        var request = answer.response().request();
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        answer.response()
                .headers()
                .map()
                .forEach((name, values) -> headers.put(name, String.join(", ", values)));
        String path = request.uri().getRawPath();
        return new Exchange(request.method(), path, answer.status(), headers, answer.body());
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    @Override
    public String toString() {
        return method + " " + path + " -> " + status + " " + headers + " " + body;
    }
}
