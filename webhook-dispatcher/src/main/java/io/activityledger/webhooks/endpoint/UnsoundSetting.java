package io.activityledger.webhooks.endpoint;

/// A setting cannot be what it was to be; the message follows its name. Never leaves this package:
/// a request is refused with it, a fact is damaged by it.
final class UnsoundSetting extends RuntimeException {

    private static final int LONGEST_SHOWN = 64;

    UnsoundSetting(String complaint) {
        super(complaint, null, false, false);
    }

    String complaint() {
        return String.valueOf(getMessage());
    }

    /// Long enough to be recognised.
    static String cut(String name) {
        return name.codePointCount(0, name.length()) <= LONGEST_SHOWN
                ? name
                : name.substring(0, name.offsetByCodePoints(0, LONGEST_SHOWN)) + "…";
    }
}
