package io.activityledger.timeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.activityledger.schemas.ActivityId;
import io.activityledger.schemas.Subject;
import io.activityledger.testkit.HttpProbe;
import io.activityledger.timeline.model.Pages;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Asks an instance over HTTP, again until it answers fresh.
final class HttpPages implements Pages {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final HttpProbe client;

    HttpPages(HttpProbe client) {
        this.client = client;
    }

    @Override
    public Answer page(Subject subject, Map<String, List<String>> parameters) {
        HttpProbe.Answer answer = fresh(path(subject) + query(parameters));
        return new Answer(
                answer.status(),
                answer.body(),
                answer.json().at("/meta/next_cursor").asText("").replace("null", ""),
                answer.json().at("/meta/prev_cursor").asText("").replace("null", ""));
    }

    @Override
    public Answer summary(Subject subject, Map<String, List<String>> parameters) {
        HttpProbe.Answer answer = fresh(path(subject) + "/summary" + query(parameters));
        return new Answer(answer.status(), answer.body());
    }

    @Override
    public Answer activity(ActivityId id) {
        HttpProbe.Answer answer = fresh("/v1/activities/" + id.prefixed());
        return new Answer(answer.status(), answer.body());
    }

    private HttpProbe.Answer fresh(String path) {
        return await(path)
                .atMost(SOON)
                .pollDelay(Duration.ZERO)
                .until(
                        () -> client.get(path),
                        it -> it.status() != 503 && it.header("Ledger-Stale").isEmpty());
    }

    private static String path(Subject subject) {
        return switch (subject.kind()) {
            case CONTACT -> "/v1/contacts/" + subject.id() + "/activities";
            case DEAL -> "/v1/deals/" + subject.id() + "/activities";
            case COMPANY -> "/v1/companies/" + subject.id() + "/activities";
            case ENTITY ->
                    "/v1/entities/%s/%s/activities".formatted(subject.entityType(), subject.id());
        };
    }

    private static String query(Map<String, List<String>> parameters) {
        return parameters.entrySet().stream()
                .flatMap(each ->
                        each.getValue().stream()
                                .map(value ->
                                        each.getKey() + "=" + URLEncoder.encode(value, UTF_8)))
                .collect(Collectors.joining("&", "?", ""));
    }
}
