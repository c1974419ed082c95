package io.activityledger.standalone.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// Writes the demo through the public API, as any client would. Safe for many threads.
final class HttpDemoClient implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(20);

    private final URI base;
    private final String key;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    HttpDemoClient(URI base, String key) {
        this.base = base;
        this.key = key;
    }

    boolean hasStory(DemoPerson person) {
        JsonNode page =
                answer("GET", timeline(person) + "?per_page=1", BodyPublishers.noBody(), 404);
        return page.path("meta").path("total").longValue() > 0;
    }

    void introduce(DemoPerson person) {
        var contact =
                JSON.createObjectNode()
                        .put("full_name", person.name())
                        .put("job_title", person.role())
                        .put("company", person.company());
        put("/v1/contacts/" + person.contactId(), contact);
        put(
                "/v1/companies/" + person.companyId(),
                JSON.createObjectNode().put("name", person.company()));
        put("/v1/deals/" + person.dealId(), JSON.createObjectNode().put("name", person.deal()));
    }

    void log(DemoActivity activity) {
        var person = activity.person();
        var body =
                JSON.createObjectNode()
                        .put("type", activity.type())
                        .put("title", activity.title())
                        .put("contact_id", person.contactId())
                        .put("deal_id", person.dealId())
                        .put("company_id", person.companyId())
                        .put("occurred_at", activity.occurredAt().toString());
        if (!activity.description().isEmpty()) {
            body.put("description", activity.description());
        }
        body.set("metadata", parsed(activity.metadata()));
        answer("POST", "/v1/activities", BodyPublishers.ofString(body.toString()), 201);
    }

    static String timeline(DemoPerson person) {
        return "/v1/contacts/" + person.contactId() + "/activities";
    }

    private void put(String path, JsonNode body) {
        answer("PUT", path, BodyPublishers.ofString(body.toString()), 201);
    }

    /// The answer, whose status has to be 200 or `alsoGood`.
    private JsonNode answer(String method, String path, BodyPublisher body, int alsoGood) {
        var request =
                HttpRequest.newBuilder(URI.create(base + path))
                        .timeout(ANSWER_LIMIT)
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .method(method, body)
                        .build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200 && answer.statusCode() != alsoGood) {
                throw new IllegalStateException(
                        method
                                + " "
                                + path
                                + " was answered "
                                + answer.statusCode()
                                + ": "
                                + answer.body());
            }
            return parsed(answer.body());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stop);
        }
    }

    private static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
