package io.activityledger.kit.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.activityledger.kit.settings.Secret;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenSealTest {

    private static final Secret OLD = secret(1);
    private static final Secret NEW = secret(2);
    private static final List<String> HERE = List.of("acme", "call", "note");

    private final byte[] payload = "where we were".getBytes(UTF_8);
    private final TokenSeal seal = new TokenSeal(List.of(NEW, OLD), "cursors");

    @Test
    void whatWasSealedComesBack() {
        for (int length : new int[] {0, 1, 25, 1_500}) {
            // Given
            byte[] carried = new byte[length];
            Arrays.fill(carried, (byte) 0xFE);

            // When
            String token = seal.seal(carried, HERE);

            // Then
            assertThat(token).matches("[A-Za-z0-9_-]+").hasSizeLessThanOrEqualTo(TokenSeal.LONGEST);
            assertThat(seal.open(token, HERE).orElseThrow()).isEqualTo(carried);
        }
    }

    @Test
    void aTokenOfThePreviousSecretIsStillAcceptedAndOneOfAStrangersIsNot() {
        // When
        String earlier = new TokenSeal(List.of(OLD), "cursors").seal(payload, HERE);
        String strangers = new TokenSeal(List.of(secret(3)), "cursors").seal(payload, HERE);

        // Then
        assertThat(seal.open(earlier, HERE)).isPresent();
        assertThat(seal.open(strangers, HERE)).isEmpty();
    }

    @Test
    void theCurrentSecretSeals() {
        // When
        String token = seal.seal(payload, HERE);

        // Then
        assertThat(new TokenSeal(List.of(NEW), "cursors").open(token, HERE)).isPresent();
        assertThat(new TokenSeal(List.of(OLD), "cursors").open(token, HERE)).isEmpty();
    }

    @Test
    void aTokenOpensOnlyForWhatItWasMadeFor() {
        // Given
        String token = seal.seal(payload, HERE);

        // Then
        for (List<String> elsewhere :
                List.of(
                        List.of("acme", "call"),
                        List.of("acme", "callnote"),
                        List.of("acme", "call", "note", ""),
                        List.of("acm", "ecall", "note"),
                        List.of("acme", "note", "call"),
                        List.<String>of())) {
            assertThat(seal.open(token, elsewhere)).as(elsewhere.toString()).isEmpty();
        }
        var otherUse = new TokenSeal(List.of(NEW, OLD), "tickets");
        assertThat(otherUse.open(token, HERE)).isEmpty();
    }

    @Test
    void noPartOfATokenCanBeChanged() {
        // Given
        String token = seal.seal(payload, HERE);

        // Then
        for (int at = 0; at < token.length(); at++) {
            for (char other : new char[] {'A', '_', '=', '+', ' '}) {
                String changed = token.substring(0, at) + other + token.substring(at + 1);
                if (!changed.equals(token)) {
                    assertThat(seal.open(changed, HERE)).as(changed).isEmpty();
                }
            }
        }
        for (int length = 0; length < token.length(); length++) {
            assertThat(seal.open(token.substring(0, length), HERE)).isEmpty();
        }
        assertThat(seal.open(token + "=", HERE)).isEmpty();
        assertThat(seal.open("A".repeat(TokenSeal.LONGEST + 1), HERE)).isEmpty();
    }

    @Test
    void whatIsTooMuchForATokenIsRefusedBeforeItIsHandedOut() {
        assertThatThrownBy(() -> seal.seal(new byte[2_000], HERE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Secret secret(int number) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) number;
        return Secret.of(bytes);
    }
}
