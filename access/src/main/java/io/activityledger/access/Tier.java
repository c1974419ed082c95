package io.activityledger.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How much may a key ask? What each tier allows is a setting; none limits nothing but the last.
public enum Tier {
    STANDARD,
    HIGH,
    UNMETERED;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Tier> ofWord(String word) {
        return Arrays.stream(values()).filter(tier -> tier.word().equals(word)).findAny();
    }
}
