package io.activityledger.standalone.status;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// What does an instance count? Asks its `/metrics`, once.
public final class HttpMetricsClient implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /// Asks nobody yet.
    public HttpMetricsClient() {}

    /// What it answers, or that it does not.
    ///
    /// @param address of the instance itself, not of a gateway
    public InstanceStatus ask(URI address) {
        try {
            var request = HttpRequest.newBuilder(metrics(address)).timeout(PATIENCE).build();
            var answer = http.send(request, BodyHandlers.ofString());
            return answer.statusCode() == 200
                    ? new InstanceStatus.Heard(address, values(answer.body()))
                    : new InstanceStatus.Silent(address, "answered " + answer.statusCode());
        } catch (IOException | IllegalArgumentException failure) {
            return new InstanceStatus.Silent(address, String.valueOf(failure));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new InstanceStatus.Silent(address, "interrupted");
        }
    }

    private static URI metrics(URI address) {
        return URI.create(address.toString().replaceAll("/+$", "") + "/metrics");
    }

    private static Map<String, Double> values(String scrape) {
        Map<String, Double> values = new HashMap<>();
        for (String line : scrape.split("\n", -1)) {
            int end = line.lastIndexOf(' ');
            if (end > 0 && !line.startsWith("#")) {
                values.put(line.substring(0, end), Double.valueOf(line.substring(end + 1)));
            }
        }
        return values;
    }

    @Override
    public void close() {
        http.close();
    }
}
