package io.activityledger.testkit;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Which of many? Dice whose throws come from one seed, so that a failing run can be had again with
/// `-Dseed=<seed>`. One thread uses it at a time.
public final class Randomly {

    private static final String PROPERTY = "seed";

    private final long seed;
    private final SplittableRandom dice;

    private Randomly(long seed) {
        this.seed = seed;
        this.dice = new SplittableRandom(seed);
    }

    public static Randomly seeded(long seed) {
        return new Randomly(seed);
    }

    /// Lets `test` run `times` times with another seed each, or once with the seed of `-Dseed=`. A
    /// failure names its seed.
    public static void runs(int times, Consumer<Randomly> test) {
        var given = System.getProperty(PROPERTY);
        if (given != null) {
            run(new Randomly(Long.parseLong(given)), test);
            return;
        }
        var fresh = new SecureRandom();
        for (int time = 0; time < times; time++) {
            run(new Randomly(fresh.nextLong()), test);
        }
    }

    private static void run(Randomly randomly, Consumer<Randomly> test) {
        try {
            test.accept(randomly);
        } catch (RuntimeException | AssertionError failure) {
            throw new AssertionError(
                    failure.getMessage() + "\nHave it again with " + randomly, failure);
        }
    }

    public long seed() {
        return seed;
    }

    /// What code under test takes as its dice.
    public RandomGenerator dice() {
        return dice;
    }

    /// A whole number from `lowest` to `highest`, both possible.
    public int number(int lowest, int highest) {
        return dice.nextInt(lowest, highest + 1);
    }

    /// True in `percent` of a hundred throws.
    public boolean inPercent(int percent) {
        return dice.nextInt(100) < percent;
    }

    @SafeVarargs
    public final <T> T oneOf(T... choices) {
        return choices[dice.nextInt(choices.length)];
    }

    public <T> T oneOf(List<T> choices) {
        return choices.get(dice.nextInt(choices.size()));
    }

    /// None to `most` of what `next` gives.
    public <T> List<T> listOf(int most, Supplier<T> next) {
        var list = new ArrayList<T>();
        int count = number(0, most);
        while (list.size() < count) {
            list.add(next.get());
        }
        return list;
    }

    public <T> List<T> shuffled(List<T> things) {
        var copy = new ArrayList<>(things);
        Collections.shuffle(copy, Random.from(dice));
        return copy;
    }

    @Override
    public String toString() {
        return "-D" + PROPERTY + "=" + seed;
    }
}
