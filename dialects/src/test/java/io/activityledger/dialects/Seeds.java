package io.activityledger.dialects;

import java.util.SplittableRandom;
import java.util.stream.LongStream;

/// The seeds of one run: those of the house, or the one given with `-Dseed=`.
final class Seeds {

    private Seeds() {}

    static LongStream some(int count) {
        String given = System.getProperty("seed");
        return given == null
                ? new SplittableRandom(20261121).longs(count)
                : LongStream.of(Long.parseLong(given));
    }
}
