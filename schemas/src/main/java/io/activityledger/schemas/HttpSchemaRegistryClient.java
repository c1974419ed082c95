package io.activityledger.schemas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A schema registry over Confluent's REST API. Safe for many threads; asks once, its callers keep
/// what they learn.
public final class HttpSchemaRegistryClient implements SchemaRegistry, AutoCloseable {

    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final String COMPATIBILITY = "FULL_TRANSITIVE";
    private static final Logger LOG = LoggerFactory.getLogger(HttpSchemaRegistryClient.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String baseUrl;
    private final Map<String, String> headers;
    private final HttpClient http;

    /// `baseUrl` as Confluent's clients take it, for example
    /// `http://localhost:8081/apis/ccompat/v7`.
    public HttpSchemaRegistryClient(URI baseUrl) {
        this(baseUrl, Map.of(), HttpClient.newBuilder());
    }

    /// @param headers that every request carries, such as one that says who we are
    /// @param tls whom we trust
    public HttpSchemaRegistryClient(URI baseUrl, Map<String, String> headers, SSLContext tls) {
        this(baseUrl, headers, HttpClient.newBuilder().sslContext(tls));
    }

    private HttpSchemaRegistryClient(
            URI baseUrl, Map<String, String> headers, HttpClient.Builder http) {
        this.baseUrl = baseUrl.toString().replaceAll("/+$", "");
        this.headers = Map.copyOf(headers);
        this.http = http.connectTimeout(TIMEOUT).build();
    }

    @Override
    public int register(String subject, String schema) {
        String body = JSON.createObjectNode().put("schema", schema).toString();
        HttpRequest request =
                request("/subjects/" + encoded(subject) + "/versions")
                        .header("Content-Type", MEDIA_TYPE)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        HttpResponse<String> response = answer(request);
        if (response.statusCode() == 409) {
            throw new IncompatibleSchema(subject, response.body());
        }
        int id = field(response, "id").intValue();
        keepTransitive(subject);
        return id;
    }

    /// Whoever registers there from now on has to keep every version readable by every other. A
    /// registry that does not let us see to it is told of, and no reason not to write.
    private void keepTransitive(String subject) {
        String path = "/config/" + encoded(subject);
        HttpResponse<String> now = answer(request(path + "?defaultToGlobal=true").GET().build());
        if (now.statusCode() == 200 && now.body().contains(COMPATIBILITY)) {
            return;
        }
        String wanted = JSON.createObjectNode().put("compatibility", COMPATIBILITY).toString();
        HttpRequest change =
                request(path)
                        .header("Content-Type", MEDIA_TYPE)
                        .PUT(HttpRequest.BodyPublishers.ofString(wanted))
                        .build();
        HttpResponse<String> changed = answer(change);
        if (changed.statusCode() != 200) {
            LOG.warn(
                    "Subject may take schemas that break readers subject={} wanted={} status={}",
                    subject,
                    COMPATIBILITY,
                    changed.statusCode());
        }
    }

    @Override
    public Optional<String> schemaById(int id) {
        HttpResponse<String> response = answer(request("/schemas/ids/" + id).GET().build());
        return response.statusCode() == 404
                ? Optional.empty()
                : Optional.of(field(response, "schema").textValue());
    }

    @Override
    public void close() {
        http.close();
    }

    private HttpRequest.Builder request(String path) {
        var request =
                HttpRequest.newBuilder(URI.create(baseUrl + path))
                        .timeout(TIMEOUT)
                        .header("Accept", MEDIA_TYPE);
        headers.forEach(request::header);
        return request;
    }

    private HttpResponse<String> answer(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException unreachable) {
            throw new Unavailable("no answer from the schema registry at " + baseUrl, unreachable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Unavailable("interrupted while asking the schema registry", stopped);
        }
    }

    private JsonNode field(HttpResponse<String> response, String name) {
        if (response.statusCode() != 200) {
            throw new Unavailable(
                    "the schema registry at %s answered %d: %s"
                            .formatted(baseUrl, response.statusCode(), response.body()));
        }
        try {
            JsonNode field = JSON.readTree(response.body()).path(name);
            if (field.isMissingNode()) {
                throw new Unavailable("the schema registry's answer lacks '" + name + "'");
            }
            return field;
        } catch (JsonProcessingException notJson) {
            throw new Unavailable("the schema registry's answer is no JSON", notJson);
        }
    }

    private static String encoded(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8);
    }

    /// The registry refuses the schema as a break with what stands there: a bug in a release, not a
    /// passing fault.
    public static final class IncompatibleSchema extends RuntimeException {
        IncompatibleSchema(String subject, String answer) {
            super("the schema registry refuses the schema of '" + subject + "': " + answer);
        }
    }
}
