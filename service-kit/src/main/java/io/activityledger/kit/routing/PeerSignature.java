package io.activityledger.kit.routing;

import io.activityledger.kit.settings.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Did this request come from a process that knows our secret, just now, and as it was sent?
///
/// ```
/// HMAC-SHA256( HKDF(secret, label),  METHOD \n path?query \n unix-millis \n hex(SHA-256(body)) )
/// ```
///
/// The first secret signs; all are accepted, so that a secret can be changed without a gap. Within
/// the allowed skew a request can be repeated: internal calls must bear that. Safe for any thread.
public final class PeerSignature {

    public static final String TIMESTAMP_HEADER = "X-Peer-Timestamp";
    public static final String SIGNATURE_HEADER = "X-Peer-Signature";

    private static final Duration ALLOWED_SKEW = Duration.ofMinutes(5);
    private static final Pattern MILLIS = Pattern.compile("\\d{1,16}");
    private static final String ALGORITHM = "HmacSHA256";

    private final List<SecretKeySpec> keys;
    private final InstantSource clock;

    /// Signs and verifies for one use of the secrets, named by the label.
    ///
    /// @param secrets the current one first, then those still accepted
    public PeerSignature(List<Secret> secrets, String label, InstantSource clock) {
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException("a signature needs a secret");
        }
        this.keys = secrets.stream().map(secret -> keyOf(secret, label)).toList();
        this.clock = clock;
    }

    /// What is signed: the request as it goes over the wire.
    ///
    /// @param target path and query, still encoded
    @SuppressWarnings("ArrayRecordComponent") // handed through once, never compared
    public record Request(String method, String target, byte[] body) {}

    /// Whether a request is believed.
    public sealed interface Verdict {}

    public record Genuine() implements Verdict {}

    public record Forged(String reason) implements Verdict {}

    /// The headers that make a request believable.
    public Map<String, String> sign(Request request) {
        String timestamp = Long.toString(clock.millis());
        byte[] signature = signature(keys.getFirst(), request, timestamp);
        return Map.of(
                TIMESTAMP_HEADER, timestamp, SIGNATURE_HEADER, HexFormat.of().formatHex(signature));
    }

    /// Judges a request by the two headers that came with it.
    ///
    /// @param timestamp the header as received, empty when absent
    /// @param signature the header as received, empty when absent
    public Verdict verify(Request request, String timestamp, String signature) {
        if (!MILLIS.matcher(timestamp).matches()) {
            return new Forged("no timestamp");
        }
        long age = Math.abs(clock.millis() - Long.parseLong(timestamp));
        if (age > ALLOWED_SKEW.toMillis()) {
            return new Forged("signed more than " + ALLOWED_SKEW.toMinutes() + " minutes away");
        }
        byte[] given = signature.getBytes(StandardCharsets.US_ASCII);
        return keys.stream().anyMatch(key -> matches(key, request, timestamp, given))
                ? new Genuine()
                : new Forged("wrong signature");
    }

    private static boolean matches(
            SecretKeySpec key, Request request, String timestamp, byte[] given) {
        String expected = HexFormat.of().formatHex(signature(key, request, timestamp));
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.US_ASCII), given);
    }

    private static byte[] signature(SecretKeySpec key, Request request, String timestamp) {
        try {
            byte[] body = MessageDigest.getInstance("SHA-256").digest(request.body());
            String signed =
                    String.join(
                            "\n",
                            request.method(),
                            request.target(),
                            timestamp,
                            HexFormat.of().formatHex(body));
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
        } catch (InvalidKeyException impossible) {
            throw new IllegalStateException("a derived key is always usable", impossible);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this JDK has no " + ALGORITHM, missing);
        }
    }

    private static SecretKeySpec keyOf(Secret secret, String label) {
        return new SecretKeySpec(Hkdf.derive(secret, label, 32).reveal(), ALGORITHM);
    }
}
