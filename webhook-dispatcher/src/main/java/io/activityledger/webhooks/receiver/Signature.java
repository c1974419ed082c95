package io.activityledger.webhooks.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.webhooks.endpoint.EndpointSecret;
import java.security.GeneralSecurityException;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// How does a receiver know that it was us, and that nobody touched the body? Twice: as Standard
/// Webhooks and as LeadLex have it.
///
/// ```
/// webhook-signature       v1,base64(HMAC(decoded secret, id.timestamp.body)) for each secret
/// X-LeadLex-Signature     sha256=hex(HMAC(secret as shown, body))            the oldest secret only
/// ```
///
/// A receiver that knows LeadLex's header alone finds one signature there and has one secret: while
/// two sign, it is that of the secret which he has had all along.
final class Signature {

    private static final String ALGORITHM = "HmacSHA256";

    private Signature() {}

    /// All headers of a shipment that say who sends it; it has at least one secret.
    static Map<String, String> headers(Shipment shipment) {
        long timestamp = shipment.attemptedAt().getEpochSecond();
        var headers = new LinkedHashMap<String, String>();
        headers.put("webhook-id", shipment.webhookId());
        headers.put("webhook-timestamp", Long.toString(timestamp));
        headers.put("webhook-signature", standard(shipment, timestamp));
        headers.put("X-LeadLex-Signature", leadLex(shipment));
        headers.put(
                "X-LeadLex-Timestamp",
                shipment.attemptedAt().truncatedTo(ChronoUnit.SECONDS).toString());
        headers.put("X-LeadLex-Delivery-ID", shipment.deliveryId());
        return headers;
    }

    private static String standard(Shipment shipment, long timestamp) {
        byte[] before = (shipment.webhookId() + "." + timestamp + ".").getBytes(UTF_8);
        return shipment.secrets().stream()
                .map(EndpointSecret::decoded)
                .map(key -> hmac(key, before, shipment.body()))
                .map(hash -> "v1," + Base64.getEncoder().encodeToString(hash))
                .collect(Collectors.joining(" "));
    }

    private static String leadLex(Shipment shipment) {
        byte[] key = shipment.secrets().getLast().asShown();
        return "sha256=" + HexFormat.of().formatHex(hmac(key, shipment.body()));
    }

    private static byte[] hmac(byte[] key, byte[]... parts) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
