package io.activityledger.timeline.projection;

import org.jspecify.annotations.Nullable;

/// Which stretch of a list is meant? From a suffix on, up to another or to the list's end.
public final class Span {

    private static final Span ALL = new Span(new byte[0], null);

    private final byte[] first;
    private final byte @Nullable [] end;

    private Span(byte[] first, byte @Nullable [] end) {
        this.first = first;
        this.end = end;
    }

    public static Span all() {
        return ALL;
    }

    /// What occurred from `fromMillis` to `toMillis`, both included; [Long#MIN_VALUE] and
    /// [Long#MAX_VALUE] leave a side open.
    public static Span between(long fromMillis, long toMillis) {
        byte[] first = toMillis == Long.MAX_VALUE ? new byte[0] : TimelineKey.notAfter(toMillis);
        byte[] end = fromMillis == Long.MIN_VALUE ? null : TimelineKey.notAfter(fromMillis - 1);
        return new Span(first, end);
    }

    byte[] first() {
        return first;
    }

    /// The first suffix that no longer belongs to it; null where it reaches to the end.
    byte @Nullable [] end() {
        return end;
    }
}
