package io.activityledger.webhooks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// How long did deliveries take from the append to the arrival?
///
/// Those of one activity share its fate: a pause meets all of them or none. So a percentile of
/// thousands of deliveries is as uncertain as one of the few hundred activities they are of, and
/// how uncertain that is tells only who draws activities, not deliveries, again.
final class Arrivals {

    private static final int DRAWS = 1_000;
    private static final double LOW = 0.05;
    private static final double HIGH = 0.95;

    /// One entry an activity.
    private final List<long[]> activities = new ArrayList<>();

    void add(Collection<Long> microsOfOneActivity) {
        activities.add(microsOfOneActivity.stream().mapToLong(Long::longValue).toArray());
    }

    void addAll(Arrivals others) {
        activities.addAll(others.activities);
    }

    int count() {
        return activities.stream().mapToInt(it -> it.length).sum();
    }

    double millis(double part) {
        return millis(activities, part);
    }

    /// What this takes beside those, and between what that would lie in nine of ten runs.
    String besides(Arrivals others, double part) {
        var dice = new Random(1);
        double[] ratios = new double[DRAWS];
        for (int at = 0; at < DRAWS; at++) {
            ratios[at] = millis(drawn(dice), part) / millis(others.drawn(dice), part);
        }
        Arrays.sort(ratios);
        return String.format(
                Locale.ROOT,
                "%.2f (%.2f–%.2f)",
                millis(part) / others.millis(part),
                ratios[(int) (LOW * DRAWS)],
                ratios[(int) (HIGH * DRAWS)]);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "activities=%d count=%d p50=%.1f ms p90=%.1f ms p99=%.1f ms max=%.1f ms",
                activities.size(),
                count(),
                millis(0.5),
                millis(0.9),
                millis(0.99),
                millis(1));
    }

    private List<long[]> drawn(Random dice) {
        IntFunction<long[]> any = _ -> activities.get(dice.nextInt(activities.size()));
        return IntStream.range(0, activities.size()).mapToObj(any).toList();
    }

    private static double millis(List<long[]> of, double part) {
        long[] sorted = of.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        return sorted[(int) Math.min(sorted.length - 1, part * sorted.length)] / 1_000.0;
    }
}
