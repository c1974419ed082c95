package io.activityledger.kit.routing;

import io.activityledger.kit.settings.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/// One secret, many keys: HKDF-SHA256 (RFC 5869) with a label for each use and no salt.
public final class Hkdf {

    private Hkdf() {}

    /// The key for one use; a different label gives a key that tells nothing about this one.
    public static Secret derive(Secret secret, String label, int bytes) {
        try {
            var parameters =
                    HKDFParameterSpec.ofExtract()
                            .addIKM(secret.reveal())
                            .thenExpand(label.getBytes(StandardCharsets.UTF_8), bytes);
            return Secret.of(KDF.getInstance("HKDF-SHA256").deriveData(parameters));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this JDK has no HKDF-SHA256", missing);
        }
    }
}
