package io.activityledger.timeline.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.kit.routing.PeerAnswer;
import io.activityledger.schemas.ActivityId;
import io.activityledger.schemas.Position;
import io.activityledger.schemas.Subject;
import io.activityledger.timeline.consistency.Consistency;
import io.activityledger.timeline.projection.Boundary;
import io.activityledger.timeline.projection.Place;
import io.activityledger.timeline.query.Question.Look;
import io.activityledger.timeline.query.Reply.Freshness;
import java.net.URI;
import java.net.URLDecoder;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PeerQuestionTest {

    private static final ActivityId ID =
            ActivityId.parse("act_019a2b3c-4d5e-7f60-8a9b-0c1d2e3f4a5b").orElseThrow();

    static Stream<Asked> questions() {
        var everything =
                new PageQuery(
                        Integer.MAX_VALUE, 100, List.of("a&b=c d+é", "x"), -5, 1_776_000_000_000L);
        var condition =
                new Condition(
                        List.of("ada", "b & c"),
                        List.of("note"),
                        List.of(Subject.deal("d1"), Subject.company("a/b")),
                        Condition.Done.NO,
                        -3,
                        99);
        var walking =
                new PageQuery(
                        new Place.Until(Boundary.END),
                        7,
                        PageQuery.Order.OLDEST_FIRST,
                        new Filter(List.of(), Long.MIN_VALUE, 8, condition));
        var fromTheStart =
                new PageQuery(
                        new Place.From(Boundary.START),
                        7,
                        PageQuery.Order.NEWEST_FIRST,
                        walking.filter());
        var first = new PageQuery(1, 50, List.of(), Long.MIN_VALUE, Long.MAX_VALUE);
        return Stream.of(
                new Asked(
                        new Question.OneActivity("acme/ü", ID, Look.LEADLEX),
                        new Consistency.ReadYourWrites()),
                new Asked(
                        new Question.OneActivity("acme", ID, Look.NODESTASH),
                        new Consistency.Eventual()),
                new Asked(
                        new Question.FirstRecord("acme", ID),
                        new Consistency.UpTo(new Position(3, 99))),
                new Asked(
                        new Question.OneActivity("acme", ID, Look.LEADLEX),
                        new Consistency.StandIn()),
                new Asked(new Question.FirstRecord("acme", ID), new Consistency.ReadYourWrites()),
                new Asked(
                        new Question.Timeline("acme", Subject.contact("jane & co/1?"), everything),
                        new Consistency.Including(new Position(3, 99))),
                new Asked(
                        new Question.Timeline("acme", Subject.deal("d"), walking, Look.REEVO),
                        new Consistency.Eventual()),
                new Asked(
                        new Question.Timeline(
                                "acme", Subject.deal("d"), fromTheStart, Look.NODESTASH),
                        new Consistency.Eventual()),
                new Asked(
                        new Question.Summary(
                                "acme",
                                Subject.entity("ca/se", "§ 1"),
                                new Days(
                                        LocalDate.of(1900, 1, 1),
                                        LocalDate.of(1900, 1, 2),
                                        ZoneId.of("Etc/GMT+5"))),
                        new Consistency.Including(new Position(3, 99))),
                new Asked(
                        new Question.Timeline("acme", Subject.entity("ca/se", "§ 1"), first),
                        new Consistency.ReadYourWrites()));
    }

    @ParameterizedTest
    @MethodSource("questions")
    void aQuestionArrivesAsItWasAsked(Asked asked) {
        // When
        var target = URI.create("http://peer" + PeerQuestion.target(asked));

        // Then
        assertThat(PeerQuestion.parse(target.getPath(), parameters(target.getRawQuery())))
                .contains(asked);
    }

    @Test
    void aQuestionOfAnotherReleaseIsNotGuessedAt() {
        assertThat(PeerQuestion.parse("/internal/v1/guess", Map.of())).isEmpty();
        assertThat(PeerQuestion.parse(PeerQuestion.TIMELINE_PATH, Map.of())).isEmpty();
        assertThat(PeerQuestion.parse(PeerQuestion.SUMMARY_PATH, Map.of())).isEmpty();
        assertThat(PeerQuestion.parse(PeerQuestion.ACTIVITY_PATH, Map.of("id", List.of("x"))))
                .isEmpty();
    }

    @Test
    void anAnswerSaysWhetherItIsStaleAndWhereToGoFromIt() {
        for (Freshness freshness : Freshness.values()) {
            // Given
            byte[] body = "{}".getBytes(UTF_8);
            var reply = new Reply.Found(body, freshness, new Paging(12, "next", ""));
            var wire = PeerReply.wire(new HostReply.Served(reply));

            // When
            HostReply arrived = PeerReply.parse(answered(wire));

            // Then
            assertThat(arrived).isEqualTo(new HostReply.Served(reply));
        }
    }

    @Test
    void aStandInSaysHowFarItHasApplied() {
        // Given
        var absent = new Reply.NotFound(Freshness.STALE, 40);
        var stoodIn = new HostReply.Served(new Reply.StoodIn(absent, new Position(3, 40)));

        // When
        HostReply arrived = PeerReply.parse(answered(PeerReply.wire(stoodIn)));

        // Then
        assertThat(arrived).isEqualTo(stoodIn);
    }

    @Test
    void whateverElseAnswersAtAnAddressIsNotTheOwner() {
        // Given
        var stranger = new PeerAnswer.Answered(200, Map.of(), "{}".getBytes(UTF_8));
        var wrongHost = answered(PeerReply.wire(new HostReply.NotServed("not active here")));
        var nobody = new PeerAnswer.Unreachable("refused");

        // Then
        for (PeerAnswer answer : List.of(stranger, wrongHost, nobody)) {
            assertThat(PeerReply.parse(answer)).isInstanceOf(HostReply.NotServed.class);
        }
    }

    private static PeerAnswer.Answered answered(PeerReply.Wire wire) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        wire.headers().forEach((name, value) -> headers.put(name, List.of(value)));
        return new PeerAnswer.Answered(wire.status(), headers, wire.body());
    }

    private static Map<String, List<String>> parameters(String query) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (String each : query.split("&", -1)) {
            int at = each.indexOf('=');
            parameters
                    .computeIfAbsent(each.substring(0, at), _ -> new ArrayList<>())
                    .add(URLDecoder.decode(each.substring(at + 1), UTF_8));
        }
        return parameters;
    }
}
