package io.activityledger.kit.lifecycle;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/// May traffic come, and if not, what is missing?
///
/// Conditions are added by the wiring; each is asked at every report. Safe for any thread.
public final class Readiness {

    private static final Duration PAUSE = Duration.ofMillis(20);

    private final List<Condition> conditions = new CopyOnWriteArrayList<>();

    /// Adds a condition that is asked whenever somebody wants to know; it must answer at once.
    public void require(String name, Supplier<? extends State> asked) {
        conditions.add(new Condition(name, asked));
    }

    /// Adds a condition that is told; it is not ready, for the given reason, until then.
    public Gate require(String name, String whyNotYet) {
        var gate = new Gate(new NotReady(whyNotYet));
        require(name, gate::state);
        return gate;
    }

    public Report report() {
        return new Report(conditions.stream().map(Condition::ask).toList());
    }

    /// Waits until traffic may come, and tells whether it may; false where `longest` is over.
    public boolean await(Duration longest) throws InterruptedException {
        long began = System.nanoTime();
        while (!report().ready()) {
            if (System.nanoTime() - began >= longest.toNanos()) {
                return false;
            }
            Thread.sleep(PAUSE);
        }
        return true;
    }

    /// How one condition stands.
    public sealed interface State permits Ready, NotReady {}

    public record Ready() implements State {}

    /// Traffic has to wait.
    ///
    /// @param sentence what is missing, such as `restoring partition 3: 41 %`
    public record NotReady(String sentence) implements State {}

    public record Answer(String name, State state) {}

    /// All conditions as they stood at one moment, in the order they were added.
    public record Report(List<Answer> answers) {

        public boolean ready() {
            return answers.stream().allMatch(answer -> answer.state() instanceof Ready);
        }
    }

    /// The handle by which its owner tells how a condition stands.
    public static final class Gate {

        private volatile State state;

        private Gate(State state) {
            this.state = state;
        }

        public void open() {
            state = new Ready();
        }

        public void shut(String sentence) {
            state = new NotReady(sentence);
        }

        State state() {
            return state;
        }
    }

    private record Condition(String name, Supplier<? extends State> asked) {

        Answer ask() {
            try {
                return new Answer(name, asked.get());
            } catch (RuntimeException failure) {
                return new Answer(name, new NotReady("cannot tell: " + failure));
            }
        }
    }
}
