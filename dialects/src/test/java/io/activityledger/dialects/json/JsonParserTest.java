package io.activityledger.dialects.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonParserTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"n\":1152921504606846976,\"m\":1.10,\"e\":-0,\"f\":1E+2,\"g\":1e999999999}",
                "{\"b\":\"😀\",\"a\":[{},[],null,true,\"\\\"\\\\\\n\"],\"\":{}}"
            })
    void whatIsSoundComesBackByteForByte(String json) {
        assertThat(JsonParser.parseObject(json.getBytes(UTF_8)))
                .isInstanceOfSatisfying(
                        JsonReading.Sound.class,
                        sound -> assertThat(JsonWriter.compact(sound.object())).isEqualTo(json));
    }

    @Test
    void whatGoesTooFarIsNotCalledBrokenText() {
        assertThat(reason("{\"a\":" + "[".repeat(70) + "]".repeat(70) + "}"))
                .startsWith("the body goes too far");
        assertThat(reason("{\"a\":" + "9".repeat(1_001) + "}")).startsWith("the body goes too far");
        assertThat(reason("{\"a\":" + "9".repeat(401) + "}")).startsWith("a number has more");
    }

    @Test
    void whatIsNoUtf8IsSaidToBeNone() {
        assertThat(JsonParser.parseObject("{\"a\":\"é\"}".getBytes(ISO_8859_1)))
                .isEqualTo(new JsonReading.Malformed("the body is no text in UTF-8"));
    }

    @Test
    void theSameKeySpelledInTwoWaysStandsTwice() {
        assertThat(reason("{\"a\":1,\"\\u0061\":2}"))
                .isEqualTo("the key 'a' stands twice in one object");
    }

    @Test
    void aRefusalStaysShortHoweverLongTheDoubledKey() {
        String key = "😀".repeat(5_000);

        assertThat(reason("{\"%s\":1,\"%s\":2}".formatted(key, key)))
                .isEqualTo("the key '" + "😀".repeat(64) + "…' stands twice in one object");
    }

    @Test
    void aRefusalNeverQuotesHalfOfASurrogatePair() {
        assertThat(reason("{\"a\":[1😀]}")).contains("'?'").doesNotContain("\ud83d");
    }

    @Test
    void aRefusalDoesNotAdviseTheProgrammerOfTheParser() {
        assertThat(reason("{\"type\":\"call\"")).contains("line 1").doesNotContain("REDACTED");
        assertThat(reason("{\"a\":NaN}")).contains("NaN").doesNotContain("enable");
    }

    private static String reason(String json) {
        return switch (JsonParser.parseObject(json.getBytes(UTF_8))) {
            case JsonReading.Malformed(String reason) -> reason;
            case JsonReading.Sound(var object) -> throw new AssertionError(object.toString());
        };
    }
}
