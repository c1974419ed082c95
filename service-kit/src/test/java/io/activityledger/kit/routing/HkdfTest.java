package io.activityledger.kit.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.kit.settings.Secret;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class HkdfTest {

    /// RFC 5869, appendix A.3: no salt, no info.
    @Test
    void theStandardsOwnExampleComesOut() {
        // Given
        var secret = Secret.of(HexFormat.of().parseHex("0b".repeat(22)));
        // When
        var key = Hkdf.derive(secret, "", 42);
        // Then
        assertThat(HexFormat.of().formatHex(key.reveal()))
                .isEqualTo(
                        "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"
                                + "9d201395faa4b61a96c8");
    }

    @Test
    void anotherLabelGivesAnotherKey() {
        // Given
        var secret = Secret.of(new byte[32]);
        // When
        var key = Hkdf.derive(secret, "one", 32);
        // Then
        assertThat(key).isNotEqualTo(Hkdf.derive(secret, "two", 32)).isNotEqualTo(secret);
    }
}
