package io.activityledger.kit.lifecycle;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts what depends on other machines: each step in turn, again and again until it succeeds.
///
/// ```
/// start ─▶ brokers ─▶ registry ─▶ producer ─▶ done        one readiness condition for each step
///           ↺ 0.1 s … 2 s, saying what is missing
/// ```
///
/// Starting returns at once; one virtual thread does the work, and closing interrupts it.
public final class PatientStart implements Part, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PatientStart.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final String name;
    private final List<Gated> steps;
    private final Thread thread;

    /// One step: a failure is told in its message and tried again.
    public record Step(String name, Part.Step action) {}

    public PatientStart(String name, Readiness readiness, List<Step> steps) {
        this.name = name;
        this.steps = steps.stream().map(step -> gated(name, readiness, step)).toList();
        this.thread = Thread.ofVirtual().name(name + "-start").unstarted(this::run);
    }

    @Override
    public String name() {
        return name + "-start";
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            if (thread.getState() != Thread.State.NEW) {
                thread.join(CLOSE_LIMIT);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static Gated gated(String name, Readiness readiness, Step step) {
        String condition = name + " " + step.name();
        return new Gated(step, readiness.require(condition, "waits for its turn"));
    }

    private void run() {
        try {
            for (Gated step : steps) {
                untilDone(step);
            }
        } catch (InterruptedException _) {
            LOG.debug("Start given up name={}", name);
        }
    }

    private void untilDone(Gated gated) throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        String told = "";
        while (true) {
            try {
                gated.step.action().run();
                gated.gate.open();
                return;
            } catch (InterruptedException stopped) {
                throw stopped;
            } catch (Exception failure) {
                told = tell(gated, failure, told);
            }
            Thread.sleep(pause);
            pause = Stream.of(pause.multipliedBy(2), LONGEST_PAUSE).min(Duration::compareTo).get();
        }
    }

    /// Logs a failure only when it is not the one told before.
    private String tell(Gated gated, Exception failure, String told) {
        String sentence = String.valueOf(failure.getMessage());
        gated.gate.shut(sentence);
        if (!sentence.equals(told)) {
            LOG.warn("Waiting name={} step={} reason={}", name, gated.step.name(), sentence);
            LOG.debug("Waiting because of", failure);
        }
        return sentence;
    }

    private record Gated(Step step, Readiness.Gate gate) {}
}
