package io.activityledger.dialects;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.dialects.json.Json;
import io.activityledger.dialects.json.JsonParser;
import io.activityledger.dialects.json.JsonReading;
import io.activityledger.dialects.json.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// What do a valid request's hostile relatives look like? First its tree is changed, then, in one
/// of three, its text, which may leave no JSON behind.
final class Mutations {

    private static final List<String> TEXTS =
            List.of(
                    "",
                    " ",
                    "😀".repeat(501),
                    "\u001f\u007f\u2028\ufeff",
                    "2026-02-30",
                    "9999-12-31T23:59:59-23:59",
                    "0000-01-01",
                    "2026-02-14T09:30:00.123456789+01:00",
                    "note",
                    "MANUAL_ACTIVITY",
                    "3C90C3CC-0D44-4B50-8888-8DD25736052A",
                    "ada@example.org",
                    "\"},{\"");
    private static final Json SOMEBODY = new Json.JsonText("ada@example.org");
    private static final List<String> NUMBERS =
            List.of("0", "-0", "1.10", "1152921504606846976", "1e999999999", "-1E-2147483649");
    private static final List<String> NAMES =
            List.of(
                    "type",
                    "title",
                    "subject",
                    "metadata",
                    "tags",
                    "contact_id",
                    "contact_ids",
                    "account_id",
                    "attributes",
                    "occurred_at",
                    "value",
                    "value_type",
                    "related_record_match",
                    "related_record_id",
                    "email",
                    "original_type",
                    "",
                    "\u0001");
    private static final List<String> SPLINTERS =
            List.of("\\u0000", "\\ud800", "\"", "{", "]", ",", "NaN", "\\", "\u0000", "[[[[", "1e");

    private final SplittableRandom dice;

    Mutations(SplittableRandom dice) {
        this.dice = dice;
    }

    byte[] of(byte[] valid) {
        if (!(JsonParser.parseObject(valid) instanceof JsonReading.Sound(var object))) {
            throw new IllegalArgumentException("start from something valid");
        }
        String text = JsonWriter.compact(object(object, 0));
        return dice.nextInt(3) > 0 ? text.getBytes(UTF_8) : splintered(text);
    }

    private byte[] splintered(String text) {
        int at = dice.nextInt(text.length());
        String broken = text.substring(0, at) + one(SPLINTERS) + text.substring(at);
        byte[] bytes = broken.getBytes(UTF_8);
        if (dice.nextBoolean()) {
            bytes[dice.nextInt(bytes.length)] = (byte) dice.nextInt(256);
        }
        return bytes;
    }

    private Json changed(Json value, int depth) {
        if (dice.nextInt(8) == 0) {
            return stranger(depth);
        }
        return switch (value) {
            case Json.JsonObject object -> object(object, depth);
            case Json.JsonArray(var items) ->
                    new Json.JsonArray(items.stream().map(it -> changed(it, depth + 1)).toList());
            case Json.JsonText _, Json.JsonNumber _, Json.JsonBool _, Json.JsonNull _ -> value;
        };
    }

    private Json.JsonObject object(Json.JsonObject object, int depth) {
        Map<String, Json> fields = new LinkedHashMap<>();
        object.fields()
                .forEach((name, value) -> {
                    if (dice.nextInt(12) > 0) {
                        fields.put(name, changed(value, depth + 1));
                    }
                });
        if (dice.nextInt(4) == 0) {
            fields.put(one(NAMES), stranger(depth + 1));
        }
        return new Json.JsonObject(fields);
    }

    private Json stranger(int depth) {
        return switch (dice.nextInt(depth > 4 ? 4 : 9)) {
            case 0 -> new Json.JsonNull();
            case 1 -> new Json.JsonBool(dice.nextBoolean());
            case 2 -> new Json.JsonNumber(one(NUMBERS));
            case 3 -> new Json.JsonText(one(TEXTS));
            case 4 -> new Json.JsonArray(strangers(depth, dice.nextInt(30)));
            case 5 -> envelope(stranger(depth + 1));
            case 6 -> match(dice.nextInt(3) == 0 ? stranger(depth + 1) : SOMEBODY);
            case 7 -> tower(dice.nextBoolean() ? dice.nextInt(40) : 70);
            default -> new Json.JsonObject(Map.of(one(NAMES), stranger(depth + 1)));
        };
    }

    private List<Json> strangers(int depth, int count) {
        List<Json> strangers = new ArrayList<>();
        while (strangers.size() < count) {
            strangers.add(stranger(depth + 1));
        }
        return strangers;
    }

    private Json envelope(Json value) {
        Map<String, Json> envelope = new LinkedHashMap<>();
        envelope.put("value_type", dice.nextInt(5) == 0 ? value : new Json.JsonText("string"));
        envelope.put("value", value);
        return new Json.JsonObject(envelope);
    }

    private static Json match(Json email) {
        return new Json.JsonObject(
                Map.of("related_record_match", new Json.JsonObject(Map.of("email", email))));
    }

    /// Either too high or so low that the answers, which nest deeper, can be read back.
    private static Json tower(int height) {
        Json tower = new Json.JsonText("top");
        for (int storey = 0; storey < height; storey++) {
            tower = new Json.JsonArray(List.of(tower));
        }
        return tower;
    }

    private String one(List<String> choices) {
        return choices.get(dice.nextInt(choices.size()));
    }
}
