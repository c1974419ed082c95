package io.activityledger.timeline.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.kit.routing.Owner;
import io.activityledger.schemas.ActivityId;
import io.activityledger.schemas.Position;
import io.activityledger.schemas.Subject;
import io.activityledger.timeline.consistency.Consistency;
import io.activityledger.timeline.query.Reply.Freshness;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class TimelineRouterTest {

    private static final Owner.There PEER = new Owner.There("10.0.0.7", 8181);
    private static final Asked ASKED =
            new Asked(
                    new Question.Timeline(
                            "dev",
                            Subject.contact("jane"),
                            new PageQuery(1, 50, List.of(), Long.MIN_VALUE, Long.MAX_VALUE)),
                    new Consistency.ReadYourWrites());
    private static final Reply ANSWER = new Reply.NotFound(Freshness.AS_ASKED, 7);
    private static final HostReply SERVED = new HostReply.Served(ANSWER);
    private static final Owner.There STANDBY = new Owner.There("10.0.0.9", 8181);
    private static final HostReply STOOD_IN =
            new HostReply.Served(
                    new Reply.StoodIn(new Reply.NotFound(Freshness.STALE, 5), new Position(3, 5)));
    private static final HostReply NOT_SERVED = new HostReply.NotServed("not here");

    private final Script here = new Script();
    private final Script peer = new Script();
    private final List<Owner.There> called = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();
    private final List<Consistency> consistencies = new ArrayList<>();
    private final ScriptedOwners owners = new ScriptedOwners();
    private Duration standbyAfter = Duration.ofDays(1);
    private HostReply copyHere = NOT_SERVED;

    @Test
    void whatIsHeldHereIsAnsweredHere() {
        // Given
        here.answers(SERVED);

        // When
        Reply reply = router(Duration.ofSeconds(5)).ask(ASKED);

        // Then
        assertThat(reply).isEqualTo(ANSWER);
        assertThat(called).isEmpty();
    }

    @Test
    void theOwnerIsAskedOnceForWhatIsNotHeldHere() {
        // Given
        here.answers(NOT_SERVED);
        owners.are(PEER);
        peer.answers(SERVED);

        // When
        Reply reply = router(Duration.ofSeconds(5)).ask(ASKED);

        // Then
        assertThat(reply).isEqualTo(ANSWER);
        assertThat(called).containsExactly(PEER);
        assertThat(pauses).isEmpty();
    }

    @Test
    void anOwnerThatOwnsItNoLongerIsLookedForAnew() {
        // Given
        var next = new Owner.There("10.0.0.8", 8181);
        here.answers(NOT_SERVED, NOT_SERVED);
        owners.are(PEER, next);
        peer.answers(NOT_SERVED, SERVED);

        // When
        Reply reply = router(Duration.ofSeconds(5)).ask(ASKED);

        // Then
        assertThat(reply).isEqualTo(ANSWER);
        assertThat(called).containsExactly(PEER, next);
        assertThat(owners.forgotten).isEqualTo(1);
    }

    @Test
    void aStoreThatClosesInMidQueryIsAskedAgain() {
        // Given
        here.answers(NOT_SERVED, SERVED);
        owners.are(new Owner.Here());

        // When
        Reply reply = router(Duration.ofSeconds(5)).ask(ASKED);

        // Then
        assertThat(reply).isEqualTo(ANSWER);
        assertThat(called).isEmpty();
        assertThat(pauses).containsExactly(Duration.ofMillis(20));
    }

    @Test
    void pausesGrowUpToTheirBound() {
        // Given
        here.answers(NOT_SERVED, NOT_SERVED, NOT_SERVED, NOT_SERVED, SERVED);
        owners.are(new Owner.Nobody(), new Owner.Nobody(), new Owner.Nobody(), new Owner.Nobody());

        // When
        router(Duration.ofSeconds(5)).ask(ASKED);

        // Then
        assertThat(pauses)
                .containsExactly(
                        Duration.ofMillis(20),
                        Duration.ofMillis(40),
                        Duration.ofMillis(80),
                        Duration.ofMillis(100));
    }

    @Test
    void aStandbyAnswersForAnOwnerThatDoesNotAndSaysThatItIsOne() {
        // Given
        standbyAfter = Duration.ZERO;
        here.answers(NOT_SERVED);
        owners.are(PEER);
        owners.standbys = List.of(STANDBY);
        peer.answers(NOT_SERVED, STOOD_IN);

        // When
        Reply reply = router(Duration.ofSeconds(5)).ask(ASKED);

        // Then
        assertThat(reply).isInstanceOf(Reply.StoodIn.class);
        assertThat(called).containsExactly(PEER, STANDBY);
        assertThat(consistencies)
                .containsExactly(new Consistency.ReadYourWrites(), new Consistency.StandIn());
        assertThat(pauses).isEmpty();
    }

    @Test
    void aCopyHereStandsInBeforeAnotherIsAsked() {
        // Given
        standbyAfter = Duration.ZERO;
        here.answers(NOT_SERVED);
        owners.are(PEER);
        owners.standbys = List.of(STANDBY);
        peer.answers(NOT_SERVED);
        copyHere = STOOD_IN;

        // When
        Reply reply = router(Duration.ofSeconds(5)).ask(ASKED);

        // Then
        assertThat(reply).isInstanceOf(Reply.StoodIn.class);
        assertThat(called).containsExactly(PEER);
    }

    @Test
    void anOwnerThatStillRestoresStandsInForItself() {
        // Given
        standbyAfter = Duration.ZERO;
        here.answers(NOT_SERVED);
        owners.are(PEER);
        owners.standbys = List.of(STANDBY);
        peer.answers(NOT_SERVED, NOT_SERVED, STOOD_IN);

        // When
        Reply reply = router(Duration.ofSeconds(5)).ask(ASKED);

        // Then
        assertThat(reply).isInstanceOf(Reply.StoodIn.class);
        assertThat(called).containsExactly(PEER, STANDBY, PEER);
        assertThat(pauses).isEmpty();
    }

    @Test
    void theOwnerIsLookedForAWhileBeforeAnybodyStandsIn() {
        // Given
        standbyAfter = Duration.ofSeconds(30);
        here.answers(NOT_SERVED, NOT_SERVED, SERVED);
        owners.are(PEER, new Owner.Nobody());
        owners.standbys = List.of(STANDBY);
        peer.answers(NOT_SERVED);
        copyHere = STOOD_IN;

        // When
        Reply reply = router(Duration.ofSeconds(5)).ask(ASKED);

        // Then
        assertThat(reply).isEqualTo(ANSWER);
        assertThat(called).containsExactly(PEER);
    }

    @Test
    void onlyTheOwnerTellsAWriterThatAnIdIsNotThere() {
        // Given
        standbyAfter = Duration.ZERO;
        here.answers(NOT_SERVED);
        owners.are(new Owner.Nobody());
        copyHere = STOOD_IN;
        var id = ActivityId.parse("01963b5e-1234-7abc-8def-0123456789ab").orElseThrow();
        var question = new Question.FirstRecord("dev", id);

        // When
        Reply reply =
                router(Duration.ofMillis(10))
                        .ask(new Asked(question, new Consistency.ReadYourWrites()));

        // Then
        assertThat(reply).isInstanceOf(Reply.Unavailable.class);
    }

    @Test
    void whereNobodyAnswersInTimeNothingIsSaidAboutTheRows() {
        // Given
        here.answers(NOT_SERVED);
        owners.are(new Owner.Nobody());

        // When
        Reply reply = router(Duration.ofMillis(10)).ask(ASKED);

        // Then
        assertThat(reply).isInstanceOf(Reply.Unavailable.class);
    }

    private TimelineRouter router(Duration patience) {
        var limits =
                new RoutingLimits(
                        patience,
                        Duration.ofSeconds(1),
                        Duration.ofMillis(20),
                        Duration.ofMillis(100),
                        standbyAfter,
                        Duration.ofMillis(500));
        Peers peers =
                (there, asked, _) -> {
                    called.add(there);
                    consistencies.add(asked.consistency());
                    return peer.answers.remove();
                };
        TimelineHost self =
                asked ->
                        asked.consistency() instanceof Consistency.StandIn
                                ? copyHere
                                : here.answers.remove();
        return new TimelineRouter(self, owners, peers, limits, pauses::add, 4);
    }

    /// What an instance says, in that order.
    private static final class Script {

        private final Queue<HostReply> answers = new ArrayDeque<>();

        void answers(HostReply... replies) {
            answers.addAll(List.of(replies));
        }
    }

    private static final class ScriptedOwners implements TimelineOwners {

        private final Queue<Owner> answers = new ArrayDeque<>();
        private List<Owner> standbys = List.of();
        private int forgotten;

        void are(Owner... owners) {
            answers.addAll(List.of(owners));
        }

        @Override
        public Owner ownerOf(int partition) {
            return answers.remove();
        }

        @Override
        public List<Owner> standbysOf(int partition) {
            return standbys;
        }

        @Override
        public void forget() {
            forgotten++;
        }
    }
}
