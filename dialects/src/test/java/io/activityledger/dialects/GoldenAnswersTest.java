package io.activityledger.dialects;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.activityledger.dialects.json.JsonWriter;
import io.activityledger.dialects.leadlex.LeadLexView;
import io.activityledger.dialects.nodestash.NodestashErrors;
import io.activityledger.dialects.nodestash.NodestashList;
import io.activityledger.dialects.nodestash.NodestashView;
import io.activityledger.dialects.reevo.ReevoList;
import io.activityledger.dialects.reevo.ReevoView;
import io.activityledger.schemas.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every answer of every dialect, byte for byte: `src/test/resources/golden/<dialect>/*.json`.
class GoldenAnswersTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final String RENEW =
            "Meant so? Renew them, and read the difference before you commit it:\n"
                    + "  mvn -pl dialects -am test -Dtest=GoldenAnswersTest"
                    + " -Dsurefire.failIfNoSpecifiedTests=false -Dgolden.write=true";
    private static final String REQUEST_ID = "req_1";
    private static final String ID = "act_0192f3a4-b5c6-7d8e-9f01-23456789abcd";

    @ParameterizedTest
    @EnumSource
    void everyAnswerIsWhatItWas(Vendor vendor) throws IOException {
        // When
        Map<String, String> answers = answers(vendor);

        // Then
        Path folder = GOLDEN.resolve(vendor.folder());
        if (Boolean.getBoolean("golden.write")) {
            write(folder, answers);
        }
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .as(RENEW)
                    .containsExactlyInAnyOrderElementsOf(new TreeSet<>(answers.keySet()));
        }
        for (var answer : answers.entrySet()) {
            assertThat(answer.getValue())
                    .as("%s of %s. %s", answer.getKey(), vendor, RENEW)
                    .isEqualTo(Files.readString(folder.resolve(answer.getKey())));
        }
    }

    private static Map<String, String> answers(Vendor vendor) {
        Map<String, String> answers = new LinkedHashMap<>();
        for (Vendor writer : Vendor.values()) {
            for (String size : new String[] {"full", "minimal"}) {
                var activity = writer.written(size + ".request.json", ID);
                answers.put(
                        "activity-of-%s-%s.json".formatted(writer.folder(), size),
                        line(vendor.dialect().answer(activity, REQUEST_ID)));
            }
        }
        answers.put("page.json", line(page(vendor, "the-next", "the-prev")));
        answers.put("page-at-its-end.json", line(page(vendor, "", "")));
        refusals(vendor)
                .forEach((name, refusal) ->
                        answers.put(
                                "error-%d-%s.json".formatted(refusal.status(), name),
                                line(vendor.dialect().refusal(refusal, REQUEST_ID))));
        return answers;
    }

    /// One activity of each vendor's, as this one's clients page through them.
    private static byte[] page(Vendor vendor, String next, String prev) {
        var activities =
                Arrays.stream(Vendor.values())
                        .map(writer -> writer.written("minimal.request.json", ID))
                        .toList();
        return switch (vendor) {
            case LEADLEX -> {
                long number = next.isEmpty() ? 1 : LeadLexView.PageMeta.NONE;
                long total = next.isEmpty() ? 3 : LeadLexView.PageMeta.NONE;
                yield LeadLexView.page(
                        activities.stream().map(LeadLexView::activity).toList(),
                        new LeadLexView.PageMeta(number, 50, total, next, prev));
            }
            case NODESTASH ->
                    NodestashView.page(
                            JsonWriter.array(
                                    activities.stream().map(NodestashView::activity).toList()),
                            next,
                            REQUEST_ID);
            case REEVO ->
                    ReevoView.page(
                            JsonWriter.array(activities.stream().map(ReevoView::activity).toList()),
                            next);
        };
    }

    private static Map<String, Refusal> lists(Vendor vendor) {
        return switch (vendor) {
            case LEADLEX -> Map.of();
            case NODESTASH ->
                    Map.of(
                            "list-cursor",
                            NodestashList.FOREIGN_CURSOR,
                            "list",
                            refused(
                                    NodestashList.read(
                                            Map.of(
                                                    "limit", List.of("101"),
                                                    "type", List.of("lunch"),
                                                    "contact_id", List.of(""),
                                                    "is_done", List.of("yes"),
                                                    "sort", List.of("due_date")))));
            case REEVO ->
                    Map.of(
                            "list-cursor",
                            ReevoList.FOREIGN_CURSOR,
                            "list",
                            refused(
                                    ReevoList.read(
                                            ("{\"contact_id\":7,\"created_from\":\"soon\","
                                                            + "\"limit\":101,\"filters\":[]}")
                                                    .getBytes(UTF_8))));
        };
    }

    private static Refusal refused(ListReading reading) {
        return switch (reading) {
            case ListReading.Refused(Refusal refusal) -> refusal;
            case ListReading.Wished(ListWish wish) -> fail("wishes " + wish);
        };
    }

    private static Map<String, Refusal> refusals(Vendor vendor) {
        Map<String, Refusal> refusals = new LinkedHashMap<>();
        refusals.put("no-json", refused(vendor, "{\"type\":"));
        refusals.put("nothing", refused(vendor, "{}"));
        refusals.put("fields", refused(vendor, faulty(vendor)));
        refusals.put("contact", vendor.dialect().unknown(Subject.contact("c-1")));
        refusals.put("deal", vendor.dialect().unknown(Subject.deal("d-1")));
        refusals.put("company", vendor.dialect().unknown(Subject.named(Subject.Kind.COMPANY, "a")));
        refusals.put("key", Refusal.of(401, "invalid_key", "Invalid or expired API key"));
        refusals.put(
                "permission",
                Refusal.of(403, "insufficient_permissions", "Missing activities:write permission"));
        refusals.put("activity", NodestashErrors.NOT_FOUND);
        refusals.put("append-only", NodestashErrors.APPEND_ONLY);
        refusals.put("too-large", Refusal.of(413, "payload_too_large", "Larger than 64 KiB"));
        refusals.put("no-json-type", Refusal.of(415, "unsupported_media_type", "Send JSON"));
        refusals.put(
                "reused-key",
                Refusal.of(422, "idempotency_key_reused", "The key belongs to another request"));
        refusals.put("rate", Refusal.of(429, "rate_limited", "Rate limit exceeded"));
        refusals.putAll(lists(vendor));
        refusals.put("log", Refusal.of(503, "log_unavailable", "Try again in a moment"));
        return refusals;
    }

    private static String faulty(Vendor vendor) {
        String long501 = "x".repeat(501);
        return switch (vendor) {
            case LEADLEX ->
                    "{\"title\":\"%s\",\"contact_id\":7,\"metadata\":[],\"tags\":[1,2]}"
                            .formatted(long501);
            case NODESTASH ->
                    ("{\"type\":\"Lunch\",\"subject\":\"%s\",\"is_done\":1,\"due_date\":\"soon\","
                                    + "\"metadata\":[],\"contact_id\":\"\",\"tags\":[1,2]}")
                            .formatted(long501);
            case REEVO ->
                    ("{\"attributes\":{\"type\":\"NOTE\",\"account_id\":7,\"contact_ids\":[\"a\",7,"
                                    + "{\"related_record_match\":{\"name\":\"J\"}}],\"metadata\":{"
                                    + "\"subject\":\"%s\",\"description\":[],"
                                    + "\"activity_time\":\"soon\",\"category\":{}}}}")
                            .formatted(long501);
        };
    }

    private static Refusal refused(Vendor vendor, String body) {
        return Vendor.refused(vendor.dialect().read(body.getBytes(UTF_8), Vendor.NOW));
    }

    private static String line(byte[] answer) {
        return new String(answer, UTF_8) + "\n";
    }

    private static void write(Path folder, Map<String, String> answers) throws IOException {
        Files.createDirectories(folder);
        try (var files = Files.list(folder)) {
            for (Path stale : files.collect(Collectors.toList())) {
                Files.delete(stale);
            }
        }
        for (var answer : answers.entrySet()) {
            Files.writeString(folder.resolve(answer.getKey()), answer.getValue());
        }
    }
}
