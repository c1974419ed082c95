package io.activityledger.ingest.deduplication;

import static io.activityledger.ingest.deduplication.Drafts.draft;
import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.dialects.leadlex.LeadLexDialect;
import io.activityledger.ingest.deduplication.Writing.Attempt;
import io.activityledger.kit.metrics.Metrics;
import io.activityledger.schemas.Activity;
import io.activityledger.schemas.ActivityId;
import io.activityledger.schemas.Position;
import io.activityledger.testkit.Activities;
import io.activityledger.testkit.Randomly;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Several instances, clients that send again whatever they were or were not told, crashes between
/// any two steps, a projector that lags or is away: in every order that a seed gives, all answers
/// agree with the first record of the key.
class DeduplicationInterleavingTest {

    private static final int KEYS = 3;
    private static final int CLIENTS = 6;
    private static final int SENDINGS = 4;
    private static final int CRASHES_PERCENT = 8;
    private static final int LOST_PERCENT = 10;
    private static final Duration NO_MATTER = Duration.ofDays(1);

    private enum Projector {
        /// Waits for what it is asked to have applied.
        HONEST,
        /// Says of every record that it is the first of its id.
        FLATTERING
    }

    @Test
    void everyAnswerAgreesWithTheFirstRecordOfItsKey() {
        Randomly.runs(
                400,
                randomly -> {
                    // Given
                    var world = new World(randomly, Projector.HONEST);

                    // When
                    world.run();

                    // Then
                    assertThat(world.contradictions()).isEmpty();
                });
    }

    @Test
    void aProjectorThatFlattersIsCaughtByTheSameRules() {
        // When
        long contradicted =
                IntStream.range(0, 200)
                        .filter(seed -> {
                            var world = new World(Randomly.seeded(seed), Projector.FLATTERING);
                            world.run();
                            return !world.contradictions().isEmpty();
                        })
                        .count();

        // Then
        assertThat(contradicted).isPositive();
    }

    /// A process is gone between two of its steps.
    private static final class Crashed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private record Told(KeyedDraft asked, Outcome<String> outcome) {}

    private static final class World {

        private final Randomly randomly;
        private final Projector projector;
        private final Turns turns;
        private final ModelLog log = new ModelLog();
        private final List<Told> told = new ArrayList<>();
        private boolean calm;

        World(Randomly randomly, Projector projector) {
            this.randomly = randomly;
            this.projector = projector;
            this.turns = new Turns(randomly);
        }

        void run() {
            var clients =
                    IntStream.range(0, CLIENTS).<Runnable>mapToObj(_ -> this::client).toList();
            turns.run(clients, () -> log.apply(randomly.number(0, 2)));
            calm = true;
            log.apply(log.size());
            turns.run(List.of(this::everythingOnceMore), () -> log.apply(log.size()));
        }

        /// Sends one request over and over, each time to any instance.
        private void client() {
            KeyedDraft asked = asked(randomly.number(1, KEYS), randomly.number(1, 2));
            for (int sending = 0; sending < SENDINGS; sending++) {
                send(asked);
            }
        }

        private void everythingOnceMore() {
            for (int key = 1; key <= KEYS; key++) {
                send(asked(key, 1));
                send(asked(key, 2));
            }
        }

        private void send(KeyedDraft asked) {
            var limits = new DeduplicationLimits(NO_MATTER, NO_MATTER, 0, NO_MATTER);
            var instance =
                    new Deduplication<String>(
                            new Projection(), limits, new DeduplicationMeters(new Metrics()));
            try {
                told.add(new Told(asked, instance.create(asked, this::written)));
            } catch (Crashed _) {
                // the client hears nothing and sends again
                turns.taken();
            }
        }

        private Attempt<String> written(KeyedDraft asked) {
            step();
            if (!calm && randomly.inPercent(LOST_PERCENT)) {
                return new Attempt.NotAppended<>("not sent");
            }
            Activity activity =
                    asked.draft()
                            .activity(asked.id(), "acme", "ada", Activities.NOON)
                            .keyed(asked.key().text(), asked.fingerprint());
            Position position = log.append(activity);
            step();
            return !calm && randomly.inPercent(LOST_PERCENT)
                    ? new Attempt.NotAppended<>("sent, but nobody knows")
                    : new Attempt.Appended<>(activity, position);
        }

        private void step() {
            turns.taken();
            if (!calm && randomly.inPercent(CRASHES_PERCENT)) {
                throw new Crashed();
            }
        }

        private static KeyedDraft asked(int key, int variant) {
            return KeyedDraft.of(
                    "acme",
                    new IdempotencyKey("key-" + key),
                    draft(new LeadLexDialect(), "{'type':'note','title':'" + variant + "'}"));
        }

        List<Told> contradictions() {
            var wrong = new ArrayList<>(told.stream().filter(each -> !agrees(each)).toList());
            for (int key = 1; key <= KEYS; key++) {
                ActivityId id = asked(key, 1).id();
                var creators =
                        told.stream()
                                .filter(each -> each.asked().id().equals(id))
                                .filter(each -> each.outcome() instanceof Outcome.Created<String>)
                                .toList();
                if (creators.size() > 1 || log.first(id) instanceof First.None) {
                    wrong.addAll(creators);
                }
            }
            return wrong;
        }

        private boolean agrees(Told each) {
            KeyedDraft asked = each.asked();
            if (!(log.first(asked.id()) instanceof First.Standing first)) {
                return each.outcome() instanceof Outcome.NotWritten<String>;
            }
            return switch (each.outcome()) {
                case Outcome.Created<String>(var activity, var at) ->
                        at.equals(first.position()) && activity.equals(log.at(at));
                case Outcome.Replayed<String>(var activity, var at) ->
                        at.equals(first.position()) && activity.equals(log.at(at));
                case Outcome.KeyReused<String> _ -> !first.cameOf(asked);
                case Outcome.Unverified<String>(var activity, var at) ->
                        activity.equals(log.at(at));
                case Outcome.NotWritten<String> _ -> true;
            };
        }

        private final class Projection implements FirstRecords {

            @Override
            public First asOfNow(String workspaceId, ActivityId id, Duration patience) {
                return answered(id, log.size());
            }

            @Override
            public First behind(
                    Position own, String workspaceId, ActivityId id, Duration patience) {
                return switch (projector) {
                    case HONEST -> answered(id, (int) own.offset() + 1);
                    case FLATTERING -> new First.Standing(own, "", StoredActivity.of(log.at(own)));
                };
            }

            private First answered(ActivityId id, int needed) {
                step();
                boolean away = !calm && randomly.inPercent(20);
                return away ? new First.Unknown("away") : log.first(id, needed);
            }
        }
    }
}
