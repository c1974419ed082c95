package io.activityledger.dialects;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.dialects.json.Json;
import io.activityledger.dialects.json.JsonParser;
import io.activityledger.dialects.json.JsonReading;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Whatever is sent, to whichever dialect: a draft or a refusal, and what is kept is kept as it
/// was.
class HostileRequestsTest {

    private static final int RUNS = 3_000;
    private static final int LARGEST_REFUSAL_BYTES = 16_384;
    private static final String ID = "act_0192f3a4-b5c6-7d8e-9f01-23456789abcd";
    private static final List<Vendor> VENDORS = List.of(Vendor.values());
    private static final List<String> REQUESTS =
            List.of("full.request.json", "minimal.request.json", "create-activity.request.json");

    private enum Outcome {
        ACCEPTED,
        WISHING,
        REFUSED
    }

    @Test
    void everyRequestGivesADraftOrARefusalAndEveryDialectShowsIt() {
        // Given
        Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);

        // When
        Seeds.some(RUNS)
                .forEach(seed -> {
                    try {
                        outcomes.merge(run(seed), 1, Integer::sum);
                    } catch (RuntimeException | AssertionError failure) {
                        throw new AssertionError("-Dseed=" + seed, failure);
                    }
                });

        // Then
        if (System.getProperty("seed") == null) {
            assertThat(outcomes).containsOnlyKeys(Outcome.values());
            assertThat(outcomes.getOrDefault(Outcome.ACCEPTED, 0)).isGreaterThan(RUNS / 10);
        }
    }

    private static Outcome run(long seed) {
        var dice = new SplittableRandom(seed);
        Vendor vendor = VENDORS.get(dice.nextInt(VENDORS.size()));
        String file = REQUESTS.get(dice.nextInt(REQUESTS.size()));
        byte[] body = new Mutations(dice).of(vendor.file(file));
        return judged(vendor, body, vendor.dialect().read(body, Vendor.NOW));
    }

    private static Outcome judged(Vendor vendor, byte[] body, DraftReading reading) {
        return switch (reading) {
            case DraftReading.Accepted(var draft, _, _) -> {
                assertThatEveryDialectShows(draft);
                assertThatTextsAreKept(vendor, body, draft);
                yield Outcome.ACCEPTED;
            }
            case DraftReading.Wishing wishing -> {
                assertThat(wishing.granted(Map.of())).isInstanceOf(DraftReading.Refused.class);
                yield Outcome.WISHING;
            }
            case DraftReading.Refused(var refusal) -> {
                assertThat(refusal.status()).isIn(400, 422);
                byte[] answer = vendor.dialect().refusal(refusal, "r");
                assertThat(sound(answer).fields()).isNotEmpty();
                assertThat(answer).hasSizeLessThan(LARGEST_REFUSAL_BYTES);
                yield Outcome.REFUSED;
            }
        };
    }

    private static void assertThatEveryDialectShows(ActivityDraft draft) {
        var activity = Vendor.recorded(draft, ID);
        for (Vendor reader : Vendor.values()) {
            assertThat(sound(reader.dialect().answer(activity, "r")).fields()).containsKey("data");
        }
        assertThat(draft.subjects()).hasSizeLessThanOrEqualTo(24);
        assertThat(at(Vendor.LEADLEX, draft, "data", "activity", "title"))
                .isEqualTo(textOrNull(draft.title()));
        assertThat(at(Vendor.REEVO, draft, "data", "attributes", "display_name", "value"))
                .isEqualTo(textOrNull(draft.title()));
        assertThat(at(Vendor.NODESTASH, draft, "data", "attributes", "subject"))
                .isEqualTo(textOrNull(draft.title()));
    }

    /// The title and the metadata as sent, numbers by their literals, against the draft's.
    private static void assertThatTextsAreKept(Vendor vendor, byte[] body, ActivityDraft draft) {
        var fields = sound(body).fields();
        switch (vendor) {
            case LEADLEX -> {
                assertThat(textOrNull(draft.title())).isEqualTo(orNull(fields.get("title")));
                assertThat(metadata(draft)).isEqualTo(orNull(fields.get("metadata")));
            }
            case NODESTASH -> {
                assertThat(textOrNull(draft.title())).isEqualTo(orNull(fields.get("subject")));
                assertThat(metadata(draft)).isEqualTo(orNull(fields.get("metadata")));
            }
            case REEVO -> assertThat(draft.metadataJson()).isNull();
        }
    }

    private static Json metadata(ActivityDraft draft) {
        String json = draft.metadataJson();
        return json == null ? new Json.JsonNull() : sound(json.getBytes(UTF_8));
    }

    private static Json at(Vendor reader, ActivityDraft draft, String... path) {
        Json value = sound(reader.dialect().answer(Vendor.recorded(draft, ID), "r"));
        for (String name : path) {
            value = ((Json.JsonObject) value).fields().getOrDefault(name, new Json.JsonNull());
        }
        return value;
    }

    private static Json textOrNull(@Nullable String text) {
        return text == null ? new Json.JsonNull() : new Json.JsonText(text);
    }

    private static Json orNull(@Nullable Json value) {
        return value == null ? new Json.JsonNull() : value;
    }

    private static Json.JsonObject sound(byte[] json) {
        return switch (JsonParser.parseObject(json)) {
            case JsonReading.Sound(var object) -> object;
            case JsonReading.Malformed(var reason) ->
                    throw new AssertionError(reason + ": " + new String(json, UTF_8));
        };
    }
}
