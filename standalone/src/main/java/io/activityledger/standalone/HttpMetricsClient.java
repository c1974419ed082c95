package io.activityledger.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What do the services' metrics say? Those that do not answer say nothing.
final class HttpMetricsClient implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(3);

    private final List<URI> services;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(LIMIT).build();

    HttpMetricsClient(List<URI> services) {
        this.services = List.copyOf(services);
    }

    /// The sum of a metric without labels over all services.
    long sum(String name) {
        var line = Pattern.compile("(?m)^" + name + " ([0-9.E]+)$");
        return services.stream()
                .flatMap(this::scrape)
                .flatMap(text -> line.matcher(text).results())
                .mapToLong(found -> (long) Double.parseDouble(found.group(1)))
                .sum();
    }

    private Stream<String> scrape(URI service) {
        var request =
                HttpRequest.newBuilder(
                                URI.create(service.toString().replaceAll("/+$", "") + "/metrics"))
                        .timeout(LIMIT)
                        .build();
        try {
            return Stream.of(http.send(request, BodyHandlers.ofString()).body());
        } catch (IOException silent) {
            return Stream.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Stream.empty();
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
