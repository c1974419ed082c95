package io.activityledger.ingest.deduplication;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.ingest.deduplication.IdempotencyKey.Given;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyKeyTest {

    @Test
    void quotedAndBareSpellTheSameKey() {
        assertThat(IdempotencyKey.parse("\"8e03978e-40d5\"")).isEqualTo(one("8e03978e-40d5"));
        assertThat(IdempotencyKey.parse("8e03978e-40d5")).isEqualTo(one("8e03978e-40d5"));
        assertThat(IdempotencyKey.parse("\"a\\\"b\\\\c\"")).isEqualTo(one("a\"b\\c"));
        assertThat(IdempotencyKey.parse("a\"b\\c")).isEqualTo(one("a\"b\\c"));
    }

    @Test
    void aKeyHasOneTo255Characters() {
        assertThat(IdempotencyKey.parse("k".repeat(255))).isEqualTo(one("k".repeat(255)));
        assertThat(IdempotencyKey.parse("\"" + "k".repeat(255) + "\""))
                .isInstanceOf(Given.One.class);
        assertThat(IdempotencyKey.parse("k".repeat(256))).isInstanceOf(Given.Malformed.class);
        assertThat(IdempotencyKey.parse("\"" + "k".repeat(256) + "\""))
                .isInstanceOf(Given.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\"\"",
                "\"",
                "\"a",
                "\"a\"b",
                "\"a\";x=1",
                "a b",
                "\"a b\"",
                "\"a\\b\"",
                "kéy",
                "a\tb",
                "a\u0000b",
                "\"a\\\"",
                "a, b"
            })
    void whatIsNoKeyIsMalformed(String value) {
        assertThat(IdempotencyKey.parse(List.of(value))).isInstanceOf(Given.Malformed.class);
    }

    @Test
    void noneIsNoneAndTwoAreTooMany() {
        assertThat(IdempotencyKey.parse(List.of())).isEqualTo(new Given.None());
        assertThat(IdempotencyKey.parse(List.of(" k "))).isEqualTo(one("k"));
        assertThat(IdempotencyKey.parse(List.of("k", "k"))).isInstanceOf(Given.Malformed.class);
    }

    private static Given one(String key) {
        return new Given.One(new IdempotencyKey(key));
    }
}
