package io.activityledger.kit.token;

import io.activityledger.kit.routing.Hkdf;
import io.activityledger.kit.settings.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What may a client carry for us, and did it bring back what we gave it, for what we gave it?
///
/// ```
/// token = base64url( 1 | payload | first 16 bytes of HMAC-SHA256( HKDF(secret, label), 1 | binding | payload ) )
/// ```
///
/// The payload can be read by whoever looks, but not made or changed. What it is bound to does not
/// travel: it must be the same when the token comes back. The first secret seals; all are accepted,
/// so that a secret can be changed without a gap. Safe for any thread.
public final class TokenSeal {

    /// No token that came from here is longer.
    public static final int LONGEST = 2_048;

    private static final byte VERSION = 1;
    private static final int TAG_BYTES = 16;
    private static final int MOST_PAYLOAD_BYTES = LONGEST / 4 * 3 - 1 - TAG_BYTES;
    private static final int KEY_BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";

    private final List<SecretKeySpec> keys;

    /// Seals and opens for one use of the secrets, named by the label.
    ///
    /// @param secrets the current one first, then those still accepted
    public TokenSeal(List<Secret> secrets, String label) {
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException("a seal needs a secret");
        }
        this.keys = secrets.stream().map(secret -> keyOf(secret, label)).toList();
    }

    /// A text of letters, digits, `-` and `_`.
    ///
    /// @param binding what must be the same when the token is opened, part by part
    public String seal(byte[] payload, List<String> binding) {
        if (payload.length > MOST_PAYLOAD_BYTES) {
            throw new IllegalArgumentException("too much for a token: " + payload.length);
        }
        byte[] token =
                ByteBuffer.allocate(1 + payload.length + TAG_BYTES)
                        .put(VERSION)
                        .put(payload)
                        .put(tag(keys.getFirst(), payload, binding))
                        .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /// The payload; empty where nobody here sealed it for this binding.
    public Optional<byte[]> open(String token, List<String> binding) {
        byte[] bytes = decoded(token);
        if (bytes.length < 1 + TAG_BYTES || bytes[0] != VERSION) {
            return Optional.empty();
        }
        byte[] payload = Arrays.copyOfRange(bytes, 1, bytes.length - TAG_BYTES);
        byte[] given = Arrays.copyOfRange(bytes, bytes.length - TAG_BYTES, bytes.length);
        return keys.stream()
                        .anyMatch(key -> MessageDigest.isEqual(tag(key, payload, binding), given))
                ? Optional.of(payload)
                : Optional.empty();
    }

    /// Nothing where it is no spelling of ours: one token has one text.
    private static byte[] decoded(String token) {
        if (token.length() > LONGEST) {
            return new byte[0];
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(token);
            String spelled = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            return spelled.equals(token) ? bytes : new byte[0];
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }

    private static byte[] tag(SecretKeySpec key, byte[] payload, List<String> binding) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(VERSION);
            for (String part : binding) {
                // Each with its length: no two bindings read alike.
                byte[] text = part.getBytes(StandardCharsets.UTF_8);
                mac.update(number(text.length));
                mac.update(text);
            }
            mac.update(number(-1));
            return Arrays.copyOf(mac.doFinal(payload), TAG_BYTES);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this JDK has no " + ALGORITHM, missing);
        }
    }

    private static byte[] number(int number) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    }

    private static SecretKeySpec keyOf(Secret secret, String label) {
        return new SecretKeySpec(Hkdf.derive(secret, label, KEY_BYTES).reveal(), ALGORITHM);
    }
}
