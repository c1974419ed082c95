package io.activityledger.webhooks.delivery;

import io.activityledger.schemas.WebhookAttempt;
import io.activityledger.webhooks.receiver.Answer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/// One hold's deliverers, in simulated time: as [Courier] does, with the same judgement.
final class SimulatedCarrier implements Carrier {

    /// Shorter than the usual, so that all of it ends within the night after the day.
    static final Judgement JUDGEMENT =
            new Judgement(
                    new RetrySchedule(
                            Stream.of(0, 5, 60, 300, 1_800, 7_200)
                                    .map(Duration::ofSeconds)
                                    .toList(),
                            Duration.ofMinutes(5)));

    private final SimulatedHouse house;
    private final Map<LaneKey, Deque<Runnable>> waiting = new HashMap<>();
    private final SimulatedCalls calls = new SimulatedCalls();
    private boolean dead;

    SimulatedCarrier(SimulatedHouse house) {
        this.house = house;
    }

    /// Its process is killed: nothing comes back.
    void die() {
        dead = true;
    }

    @Override
    public void start(Handout handout, Semaphore places, Tenure tenure) {
        var receiver = house.receiver(handout.lane());
        if (receiver.isEmpty()) {
            written(() -> drop(handout, tenure));
        } else if (handout.errand() instanceof Handout.Errand.LayDown
                && !receiver.get().endpoint().active()) {
            written(() -> drop(handout, tenure));
        } else if (!receiver.get().endpoint().active()) {
            house.time().in(1, () -> report(tenure, untried(handout, house.time().now() + 1_000)));
        } else if (handout.due().atMillis() > house.time().now()) {
            house.time().in(1, () -> report(tenure, untried(handout, handout.due().atMillis())));
        } else if (places.tryAcquire()) {
            call(handout, places, tenure);
        } else {
            waiting.computeIfAbsent(handout.lane(), _ -> new ArrayDeque<>())
                    .add(() -> {
                        if (!places.tryAcquire()) {
                            throw new AssertionError("no place became free " + handout);
                        }
                        call(handout, places, tenure);
                    });
        }
    }

    private void call(Handout handout, Semaphore places, Tenure tenure) {
        LaneKey lane = handout.lane();
        if (!tenure.mayStart()) {
            places.release();
            house.time().in(0, () -> report(tenure, untried(handout, handout.due().atMillis())));
            house.time().in(0, () -> next(lane));
            return;
        }
        var receiver = house.receiver(lane).orElseThrow();
        calls.begins(lane, receiver.promise(), house.time().now());
        var story = house.stories().of(handout.delivery().webhookId());
        house.stories().started(story, house.disturbances(story.partition));
        var reply = receiver.call(house.time().now());
        house.time()
                .in(
                        reply.tookMillis(),
                        () -> {
                            if (dead) {
                                return;
                            }
                            calls.ends(lane);
                            places.release();
                            next(lane);
                            settle(handout, reply.answer(), tenure);
                        });
    }

    private void next(LaneKey lane) {
        Runnable waiter = waiting.getOrDefault(lane, new ArrayDeque<>()).poll();
        if (waiter != null && !dead) {
            waiter.run();
        }
    }

    private void settle(Handout handout, Answer answer, Tenure tenure) {
        var story = house.stories().of(handout.delivery().webhookId());
        var now = house.time().instant();
        Verdict verdict = JUDGEMENT.verdict(story.webhookId, handout.attempt(), answer, now);
        long quiet = JUDGEMENT.quietUntil(answer, now).map(it -> it.toEpochMilli()).orElse(0L);
        boolean delivered = verdict instanceof Verdict.Delivered;
        story.everAnswered |= delivered;
        story.answered |= delivered && tenure.lasts();
        written(() -> {
            if (!tenure.lasts()) {
                report(tenure, untried(handout, handout.due().atMillis()));
                return;
            }
            switch (verdict) {
                case Verdict.Delivered _, Verdict.Exhausted _ -> {
                    house.stories().ended(story);
                    report(tenure, new Outcome.Ended(handout, verdict, told(handout, verdict)));
                }
                case Verdict.EndpointGone _ -> {
                    house.disable(handout.lane());
                    house.stories().ended(story);
                    report(tenure, new Outcome.Ended(handout, verdict, told(handout, verdict)));
                }
                case Verdict.RetryAt(var at) -> {
                    story.notBefore = at.toEpochMilli();
                    var told = told(handout, verdict);
                    report(tenure, new Outcome.Again(handout, at.toEpochMilli(), quiet, told));
                }
            }
        });
    }

    private void drop(Handout handout, Tenure tenure) {
        house.stories().ended(house.stories().of(handout.delivery().webhookId()));
        var told =
                Attempted.dropped(
                        handout.delivery(),
                        "dropped",
                        house.time().instant(),
                        WebhookAttempt.Outcome.ENDPOINT_DELETED);
        report(tenure, new Outcome.Dropped(handout, told));
    }

    private WebhookAttempt told(Handout handout, Verdict verdict) {
        var answer = new Answer.Answered(200, "", new Answer.RetryAfter.Unnamed());
        return new Attempted(handout, "tried", house.time().instant(), Duration.ZERO, answer)
                .record(verdict);
    }

    /// Once Kafka has taken the attempt's record.
    private void written(Runnable then) {
        house.time()
                .at(
                        Math.max(house.time().now(), house.kafkaBackAt()) + 2,
                        () -> {
                            if (!dead) {
                                then.run();
                            }
                        });
    }

    private void report(Tenure tenure, Outcome outcome) {
        if (!dead) {
            tenure.report(outcome);
            house.reported(this);
        }
    }

    private static Outcome untried(Handout handout, long atMillis) {
        return new Outcome.Untried(handout, atMillis);
    }
}
