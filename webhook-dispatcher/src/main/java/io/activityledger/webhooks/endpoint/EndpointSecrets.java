package io.activityledger.webhooks.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.kit.routing.Hkdf;
import io.activityledger.kit.settings.Secret;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// How do secrets of endpoints come to be, and how do they and the values of headers lie on a topic
/// that many may read?
///
/// ```
/// base64(  1 | nonce (12 bytes) | AES-256-GCM( HKDF(house's secret), secret; bound to its endpoint )  )
/// ```
///
/// The first of the house's secrets seals; all of them open, so that it can be changed without a
/// gap. Safe for many threads.
public final class EndpointSecrets {

    private static final String LABEL = "endpoint-secrets";
    private static final String HEADERS = "#headers";
    private static final byte VERSION = 1;
    private static final int KEY_BYTES = 32;
    private static final int SECRET_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final List<SecretKeySpec> keys;
    private final RandomGenerator dice;

    /// What seals and opens for this house.
    ///
    /// @param secrets of the house: the current one first, then those still accepted
    /// @param dice good enough for secrets, and safe to be shared by threads
    public EndpointSecrets(List<Secret> secrets, RandomGenerator dice) {
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException("sealing needs a secret");
        }
        this.keys = secrets.stream().map(EndpointSecrets::keyOf).toList();
        this.dice = dice;
    }

    /// A new one.
    EndpointSecret mint() {
        return new EndpointSecret(
                EndpointSecret.PREFIX + Base64.getEncoder().encodeToString(random(SECRET_BYTES)));
    }

    String seal(EndpointSecret secret, String workspaceId, String endpointId) {
        return seal(secret.asShown(), boundTo(workspaceId, endpointId, ""));
    }

    /// Empty where it was sealed for another endpoint, by another house, or not at all.
    Optional<EndpointSecret> open(String sealed, String workspaceId, String endpointId) {
        return open(sealed, boundTo(workspaceId, endpointId, "")).map(EndpointSecret::new);
    }

    /// The same for the values of an endpoint's own headers, all of them in one text. Neither opens
    /// as the other.
    String sealHeaders(String values, String workspaceId, String endpointId) {
        return seal(values.getBytes(UTF_8), boundTo(workspaceId, endpointId, HEADERS));
    }

    Optional<String> openHeaders(String sealed, String workspaceId, String endpointId) {
        return open(sealed, boundTo(workspaceId, endpointId, HEADERS));
    }

    private String seal(byte[] secret, byte[] boundTo) {
        byte[] nonce = random(NONCE_BYTES);
        try {
            byte[] hidden =
                    cipher(Cipher.ENCRYPT_MODE, keys.getFirst(), nonce, boundTo).doFinal(secret);
            byte[] sealed =
                    ByteBuffer.allocate(1 + nonce.length + hidden.length)
                            .put(VERSION)
                            .put(nonce)
                            .put(hidden)
                            .array();
            return Base64.getEncoder().encodeToString(sealed);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this JDK has no AES-GCM", missing);
        }
    }

    private Optional<String> open(String sealed, byte[] boundTo) {
        byte[] bytes = bytes(sealed);
        if (bytes.length <= 1 + NONCE_BYTES || bytes[0] != VERSION) {
            return Optional.empty();
        }
        return keys.stream().flatMap(key -> opened(key, bytes, boundTo).stream()).findFirst();
    }

    private static Optional<String> opened(SecretKeySpec key, byte[] sealed, byte[] boundTo) {
        byte[] nonce = new byte[NONCE_BYTES];
        System.arraycopy(sealed, 1, nonce, 0, NONCE_BYTES);
        int from = 1 + NONCE_BYTES;
        try {
            byte[] shown =
                    cipher(Cipher.DECRYPT_MODE, key, nonce, boundTo)
                            .doFinal(sealed, from, sealed.length - from);
            return Optional.of(new String(shown, UTF_8));
        } catch (AEADBadTagException _) {
            return Optional.empty();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this JDK has no AES-GCM", missing);
        }
    }

    private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce, byte[] boundTo)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(boundTo);
        return cipher;
    }

    /// The length keeps `a/b` + `c` and `a` + `b/c` apart.
    private static byte[] boundTo(String workspaceId, String endpointId, String use) {
        String bound = workspaceId.length() + ":" + workspaceId + "/" + endpointId + use;
        return bound.getBytes(UTF_8);
    }

    private static byte[] bytes(String sealed) {
        try {
            return Base64.getDecoder().decode(sealed);
        } catch (IllegalArgumentException noBase64) {
            return new byte[0];
        }
    }

    private static SecretKeySpec keyOf(Secret secret) {
        return new SecretKeySpec(Hkdf.derive(secret, LABEL, KEY_BYTES).reveal(), "AES");
    }

    private byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        dice.nextBytes(random);
        return random;
    }
}
