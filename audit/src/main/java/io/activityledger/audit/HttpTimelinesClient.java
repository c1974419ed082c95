package io.activityledger.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.activityledger.schemas.ActivityId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// The running house, asked as its clients ask it, with a key for each workspace.
///
/// What may pass (429, 503, no connection, an answer labelled stale) is asked for again, some
/// times. Safe for many threads.
public final class HttpTimelinesClient implements AuditedTimelines, AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final int TRIES = 10;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String base;
    private final Map<String, String> keys;
    private final HttpClient http;

    /// @param keys by workspace
    public HttpTimelinesClient(URI base, Map<String, String> keys) {
        this.base = base.toString().replaceAll("/+$", "");
        this.keys = Map.copyOf(keys);
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(TIMEOUT)
                        .build();
    }

    @Override
    public boolean opens(String workspaceId) {
        return keys.containsKey(workspaceId);
    }

    @Override
    public Answer page(TimelineName timeline, long number) {
        String query = timeline.alone() ? "" : "?per_page=" + PAGE + "&page=" + number;
        var request =
                HttpRequest.newBuilder(URI.create(base + timeline.path() + query))
                        .timeout(TIMEOUT)
                        .header("Authorization", "Bearer " + keys.get(timeline.workspaceId()))
                        .build();
        Duration pause = FIRST_PAUSE;
        String reason = "";
        for (int attempt = 0; attempt < TRIES; attempt++) {
            switch (askOnce(request, timeline)) {
                case Tried.Said(Answer answer) -> {
                    return answer;
                }
                case Tried.Again(String why, Duration atLeast) -> {
                    reason = why;
                    LockSupport.parkNanos(longer(pause, atLeast).toNanos());
                }
            }
            pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
        }
        return new Answer.None("%s, %d times".formatted(reason, TRIES));
    }

    private sealed interface Tried {

        record Said(Answer answer) implements Tried {}

        record Again(String why, Duration atLeast) implements Tried {}
    }

    private Tried askOnce(HttpRequest request, TimelineName timeline) {
        HttpResponse<byte[]> response;
        try {
            response = http.send(request, BodyHandlers.ofByteArray());
        } catch (IOException unreachable) {
            return new Tried.Again("no answer: " + unreachable, Duration.ZERO);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Tried.Said(new Answer.None("interrupted"));
        }
        boolean stale = response.headers().firstValue("Ledger-Stale").isPresent();
        return switch (response.statusCode()) {
            case 200 -> stale ? again("stale", response) : new Tried.Said(read(response, timeline));
            case 404 ->
                    stale
                            ? again("stale", response)
                            : new Tried.Said(new Answer.Page(List.of(), 0));
            case 429, 502, 503, 504 -> again("answer " + response.statusCode(), response);
            default ->
                    new Tried.Said(
                            new Answer.None(
                                    "answer " + response.statusCode() + ": " + text(response)));
        };
    }

    private static Tried again(String why, HttpResponse<byte[]> response) {
        Optional<Long> seconds =
                response.headers()
                        .firstValue("Retry-After")
                        .filter(text -> text.matches("\\d{1,4}"))
                        .map(Long::valueOf);
        return new Tried.Again(why, Duration.ofSeconds(seconds.orElse(0L)));
    }

    private static Answer read(HttpResponse<byte[]> response, TimelineName timeline) {
        try {
            JsonNode answer = JSON.readTree(response.body());
            if (timeline.alone()) {
                return new Answer.Page(List.of(row(answer.at("/data/activity"))), 1);
            }
            List<TimelineRow> rows = new ArrayList<>();
            answer.at("/data/activities").forEach(activity -> rows.add(row(activity)));
            return new Answer.Page(rows, answer.at("/meta/total").longValue());
        } catch (JsonProcessingException noJson) {
            return new Answer.None("no JSON: " + text(response));
        } catch (IOException | DateTimeException | IllegalArgumentException unlike) {
            return new Answer.None(unlike.getMessage() + ": " + text(response));
        }
    }

    private static TimelineRow row(JsonNode activity) {
        String id = activity.path("id").asText();
        return new TimelineRow(
                ActivityId.parse(id)
                        .orElseThrow(() -> new IllegalArgumentException("no id: " + id)),
                Instant.parse(activity.path("created_date").asText()).toEpochMilli());
    }

    private static String text(HttpResponse<byte[]> response) {
        byte[] body = response.body();
        return new String(
                body, 0, Math.min(body.length, 300), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    @Override
    public void close() {
        http.close();
    }
}
