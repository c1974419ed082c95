package io.activityledger.kit.settings;

/// The whole numbers a setting may have, both ends included.
public record Bounds(int lowest, int highest) {

    public static Bounds of(int lowest, int highest) {
        return new Bounds(lowest, highest);
    }

    boolean hold(long number) {
        return number >= lowest && number <= highest;
    }
}
