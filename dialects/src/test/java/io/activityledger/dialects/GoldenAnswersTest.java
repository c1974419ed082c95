package io.activityledger.dialects;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.dialects.nodestash.NodestashErrors;
import io.activityledger.schemas.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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
        refusals(vendor)
                .forEach((name, refusal) ->
                        answers.put(
                                "error-%d-%s.json".formatted(refusal.status(), name),
                                line(vendor.dialect().refusal(refusal, REQUEST_ID))));
        return answers;
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
