package io.activityledger.timeline.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.dialects.leadlex.LeadLexView;
import io.activityledger.kit.routing.PeerAnswer;
import io.activityledger.schemas.Position;
import io.activityledger.schemas.Positions;
import io.activityledger.schemas.Subject;
import io.activityledger.testkit.Activities;
import io.activityledger.timeline.consistency.Consistency;
import io.activityledger.timeline.query.Condition;
import io.activityledger.timeline.query.Filter;
import io.activityledger.timeline.query.Question.Look;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FeedWireTest {

    private static final Positions SOME = new Positions(new TreeMap<>(Map.of(0, 17L, 3, 4L)));
    private static final Map<String, List<String>> HELD =
            Map.of(FeedWire.OUTCOME, List.of(FeedWire.HELD));

    @Test
    void everyQuestionComesOverAsItWasPut() {
        for (FeedFrom from :
                List.of(
                        new FeedFrom.Newest(),
                        new FeedFrom.After(SOME),
                        new FeedFrom.After(new Positions(new TreeMap<>())),
                        new FeedFrom.Before(SOME))) {
            for (Consistency consistency :
                    List.of(
                            new Consistency.ReadYourWrites(),
                            new Consistency.Eventual(),
                            new Consistency.Including(new Position(3, 9)))) {
                // Given
                var query = new FeedQuery("a/b & c", from, 51, consistency);

                // When
                var asked = FeedWire.parse(parameters(FeedWire.target(query, List.of(0, 3))));

                // Then
                assertThat(asked).contains(new FeedWire.Asked(query, List.of(0, 3)));
            }
        }
    }

    @Test
    void aListsQuestionComesOverWithAllThatItLeavesOut() {
        // Given
        var condition =
                new Condition(
                        List.of(),
                        List.of("call", "a&b"),
                        List.of(Subject.deal("d")),
                        Condition.Done.NO,
                        -1,
                        99);
        for (Filter filter :
                List.of(Filter.NONE, new Filter(List.of("x", "y z"), 3, 4, condition))) {
            var sieve = new Sieve(filter, Look.NODESTASH);
            var query =
                    new FeedQuery(
                            "w", new FeedFrom.Before(SOME), 5, new Consistency.Eventual(), sieve);

            // When
            String target = FeedWire.target(query, List.of(0, 3));

            // Then
            assertThat(target).startsWith(FeedWire.LIST_PATH + "?");
            assertThat(FeedWire.parse(parameters(target)))
                    .contains(new FeedWire.Asked(query, List.of(0, 3)));
        }
    }

    @Test
    void aPartSaysWhereLookingEndedAndSurvivesLineBreaksOfForeignProducers() {
        // Given
        var spread = new FeedItem(5, 100, "{\"metadata\":{\r\n\"a\": 1\n}}".getBytes(UTF_8));
        var walked = new FeedPart(0, 17, false, List.of(spread), new Horizon.At(2, 70));
        var whole = new FeedPart(3, 4, false, List.of());

        // When
        byte[] body = FeedWire.body(List.of(walked, whole));
        var share = FeedWire.parse(new PeerAnswer.Answered(200, HELD, body), Set.of(0, 3));

        // Then
        List<FeedPart> parts = ((Share.Held<FeedPart>) share).parts();
        assertThat(parts).extracting(FeedPart::partition).containsExactly(3, 0);
        assertThat(parts)
                .extracting(FeedPart::horizon)
                .containsExactly(new Horizon.None(), new Horizon.At(2, 70));
        assertThat(new String(parts.getLast().items().getFirst().json(), UTF_8))
                .isEqualTo("{\"metadata\":{  \"a\": 1 }}");
    }

    @Test
    void whatCannotBeReadIsNoQuestion() {
        assertThat(FeedWire.parse(Map.of())).isEmpty();
        assertThat(FeedWire.parse(parameters("/x?workspace=w&partitions=0&limit=5&after=7")))
                .isEmpty();
    }

    @Test
    void partsComeOverByteForByte() {
        // Given
        byte[] json =
                LeadLexView.activity(
                        Activities.some()
                                .about("ada")
                                .titled("two\nlines  and \u2028 \u00e4")
                                .build());
        var first = new FeedPart(0, 17, true, List.of(new FeedItem(3, 100, json)));
        var empty = new FeedPart(3, -1, false, List.of());

        // When
        var share =
                FeedWire.parse(
                        new PeerAnswer.Answered(200, HELD, FeedWire.body(List.of(first, empty))),
                        Set.of(0, 3));

        // Then
        assertThat(share).isInstanceOf(Share.Held.class);
        List<FeedPart> parts = new ArrayList<>(((Share.Held<FeedPart>) share).parts());
        parts.sort((one, other) -> Integer.compare(one.partition(), other.partition()));
        assertThat(parts.getFirst().items().getFirst().json()).isEqualTo(json);
        assertThat(parts.getFirst().stale()).isTrue();
        assertThat(parts.getFirst().applied()).isEqualTo(17);
        assertThat(parts.getLast()).isEqualTo(empty);
    }

    @Test
    void lessThanWasAskedForIsNothing() {
        // Given
        byte[] body = FeedWire.body(List.of(new FeedPart(0, 17, false, List.of())));

        // When
        var tooFew = FeedWire.parse(new PeerAnswer.Answered(200, HELD, body), Set.of(0, 3));
        var others = FeedWire.parse(new PeerAnswer.Answered(200, HELD, body), Set.of(3));
        var stranger = FeedWire.parse(new PeerAnswer.Answered(200, Map.of(), body), Set.of(0));
        var refused = FeedWire.parse(new PeerAnswer.Answered(421, Map.of(), body), Set.of(0));
        byte[] noise = "p 0\n".getBytes(UTF_8);
        var broken = FeedWire.parse(new PeerAnswer.Answered(200, HELD, noise), Set.of(0));

        // Then
        assertThat(List.of(tooFew, others, stranger, refused, broken))
                .allMatch(each -> each instanceof Share.NotHeld<FeedPart>);
    }

    private static Map<String, List<String>> parameters(String target) {
        Map<String, List<String>> parameters = new HashMap<>();
        for (String each : target.substring(target.indexOf('?') + 1).split("&", -1)) {
            int equals = each.indexOf('=');
            parameters
                    .computeIfAbsent(each.substring(0, equals), _ -> new ArrayList<>())
                    .add(URLDecoder.decode(each.substring(equals + 1), UTF_8));
        }
        return parameters;
    }
}
