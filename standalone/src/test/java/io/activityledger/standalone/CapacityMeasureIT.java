package io.activityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.activityledger.standalone.Services.Service;
import io.activityledger.testkit.LedgerCluster;
import io.activityledger.testkit.LedgerProcess;
import io.activityledger.testkit.ScriptedReceiver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What does one activity cost? Of each process' CPU, on the topics and in the databases;
/// `-Dledger.measure=capacity`.
@EnabledIfSystemProperty(named = "ledger.measure", matches = "capacity")
class CapacityMeasureIT {

    @RegisterExtension static final LedgerCluster CLUSTER = new LedgerCluster();

    private static final int ACTIVITIES = Integer.getInteger("ledger.measure.length", 100_000);
    private static final int WARM_UP = 20_000;
    private static final int BATCH = 500;
    private static final int CONTACTS = 200;
    private static final Duration SOON = Duration.ofMinutes(5);

    private final Services services = new Services(CLUSTER);
    private final Service ingest = services.ingest("ingest");
    private final Service projector = services.projector("projector");
    private final Service dispatcher = services.dispatcher("dispatcher");
    private final List<LedgerProcess> processes =
            Stream.of(ingest, projector, dispatcher).map(Service::process).toList();

    @Test
    void anActivityCostsSoManyBytesAndSoMuchTime() {
        // Given
        processes.forEach(LedgerProcess::awaitReady);
        IntStream.range(0, CONTACTS).forEach(it -> ingest.know("c-" + it));
        assertThat(ingest.probe().put("/v1/deals/d", "{}").status()).isLessThan(300);
        try (var receiver = new ScriptedReceiver()) {
            var created = dispatcher.probe().post("/v1/webhooks", webhook(receiver));
            assertThat(created.status()).as(created::toString).isEqualTo(201);
            record(0, WARM_UP, receiver);
            Map<String, Long> before = micros();
            Map<String, Long> stored = bytes();

            // When
            record(WARM_UP, WARM_UP + ACTIVITIES, receiver);
            Map<String, Long> after = micros();
            processes.forEach(LedgerProcess::stop);

            // Then
            System.out.println(table("CPU µs", before, after));
            System.out.println(table("bytes", stored, bytes()));
        }
    }

    private static String webhook(ScriptedReceiver receiver) {
        return "{\"url\":\"%s\",\"events\":[\"activity.created\"]}".formatted(receiver.url("/"));
    }

    /// By batches; answers when all can be read and have been delivered.
    private void record(int from, int to, ScriptedReceiver receiver) {
        for (int first = from; first < to; first += BATCH) {
            var batch =
                    IntStream.range(first, first + BATCH)
                            .mapToObj(CapacityMeasureIT::activity)
                            .collect(Collectors.joining(",", "[", "]"));
            var answer = ingest.probe().post("/v1/activities/batch", batch);
            assertThat(answer.status()).as(answer::toString).isEqualTo(201);
        }
        await().atMost(SOON).until(() -> total("/v1/deals/d/activities?per_page=1") == to);
        await().atMost(SOON).until(() -> receiver.received().size() >= to);
    }

    /// Of a usual size, about a contact and a deal.
    private static String activity(int number) {
        return """
        {"type":"call","title":"Discovery call number %d","contact_id":"c-%d","deal_id":"d",
         "description":"Talked about the renewal, who decides, and what is still missing for it.",
         "metadata":{"duration_minutes":%d,"direction":"outbound","outcome":"connected","call":%d}}
        """
                .formatted(number, number % CONTACTS, number % 50, number * 7919L % 1_000_003);
    }

    private int total(String path) {
        return projector.probe().get(path).json().at("/meta/total").asInt();
    }

    private Map<String, Long> micros() {
        Map<String, Long> micros = new LinkedHashMap<>();
        Stream.concat(Stream.of(CLUSTER.broker()), processes.stream())
                .forEach(each -> micros.put(each.name(), micros(each.pid())));
        return micros;
    }

    private static long micros(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(it -> it.info().totalCpuDuration())
                .map(it -> it.toNanos() / 1_000)
                .orElseThrow();
    }

    private static Map<String, Long> bytes() {
        Map<String, Long> bytes = new TreeMap<>();
        bytes.putAll(sizes("broker", ".log", file -> "topic " + topic(file)));
        for (String service : List.of("ingest", "projector", "dispatcher")) {
            bytes.putAll(sizes(service, ".sst", _ -> "databases of the " + service));
        }
        return bytes;
    }

    private static String topic(Path file) {
        var name = file.getParent().getFileName().toString();
        return name.replaceFirst("-\\d+$", "");
    }

    private static Map<String, Long> sizes(
            String directory, String ending, Function<Path, String> name) {
        try (var files = Files.walk(CLUSTER.directory(directory))) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .collect(
                            Collectors.groupingBy(
                                    name, Collectors.summingLong(file -> file.toFile().length())));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String table(String what, Map<String, Long> before, Map<String, Long> after) {
        var table = new StringBuilder("| where | %s an activity |%n|---|---|%n".formatted(what));
        after.forEach((where, now) -> {
            long more = now - before.getOrDefault(where, 0L);
            if (more > ACTIVITIES) {
                table.append("| %s | %,d |%n".formatted(where, more / ACTIVITIES));
            }
        });
        return table.toString();
    }
}
