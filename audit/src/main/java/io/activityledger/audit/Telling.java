package io.activityledger.audit;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/// How far is it, and how fast? One line now and then, and one at the end of each step. Used by one
/// thread.
final class Telling {

    private static final long EVERY_NANOS = Duration.ofSeconds(2).toNanos();
    private static final int LOOK_EVERY = 256;

    private final Consumer<String> tell;
    private String verb = "";
    private String things = "";
    private long done;
    private long all;
    private long beganNanos;
    private long toldNanos;

    Telling(Consumer<String> tell) {
        this.tell = tell;
    }

    void begin(String newVerb, String newThings) {
        verb = newVerb;
        things = newThings;
        done = 0;
        all = 0;
        beganNanos = System.nanoTime();
        toldNanos = beganNanos;
    }

    void of(long count) {
        all = count;
    }

    void one() {
        done++;
        if (done % LOOK_EVERY == 0) {
            long now = System.nanoTime();
            if (now - toldNanos >= EVERY_NANOS) {
                toldNanos = now;
                tell.accept(line(now));
            }
        }
    }

    void end() {
        tell.accept(line(System.nanoTime()));
    }

    void say(String line) {
        tell.accept(line);
    }

    private String line(long nowNanos) {
        double seconds = Math.max(1e-3, (nowNanos - beganNanos) / 1e9);
        String part =
                all > 0 ? String.format(Locale.ROOT, " of %,d (%d %%)", all, done * 100 / all) : "";
        return String.format(
                Locale.ROOT, "%s %,d%s %s, %,.0f/s", verb, done, part, things, done / seconds);
    }
}
