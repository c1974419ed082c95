package io.activityledger.kit.settings;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

/// Bytes that are used and never shown: printing one gives a mask.
///
/// Equality takes the same time for any two secrets of one length.
public final class Secret {

    /// What is printed in the place of anything secret.
    public static final String MASK = "********";

    private final byte[] bytes;

    private Secret(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Secret of(byte[] bytes) {
        return new Secret(bytes.clone());
    }

    /// The secret a base64 text holds (either alphabet), or empty when it is no base64.
    public static Optional<Secret> parseBase64(String text) {
        try {
            String plain = text.strip().replace('-', '+').replace('_', '/');
            return Optional.of(new Secret(Base64.getDecoder().decode(plain)));
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }

    /// A copy of the bytes, for the one who computes with them.
    public byte[] reveal() {
        return bytes.clone();
    }

    public int length() {
        return bytes.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that && MessageDigest.isEqual(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return bytes.length;
    }

    @Override
    public String toString() {
        return MASK;
    }
}
