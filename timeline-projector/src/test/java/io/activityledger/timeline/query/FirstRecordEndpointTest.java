package io.activityledger.timeline.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.kit.http.HttpServer;
import io.activityledger.kit.http.HttpServerSettings;
import io.activityledger.kit.lifecycle.Readiness;
import io.activityledger.kit.metrics.Metrics;
import io.activityledger.kit.routing.HttpPeerClient;
import io.activityledger.kit.routing.Owner;
import io.activityledger.kit.routing.PeerAnswer;
import io.activityledger.kit.routing.PeerCall;
import io.activityledger.kit.routing.PeerSignature;
import io.activityledger.kit.settings.Secret;
import io.activityledger.schemas.ActivityId;
import io.activityledger.schemas.Position;
import io.activityledger.timeline.consistency.Consistency;
import io.activityledger.timeline.query.Reply.Freshness;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirstRecordEndpointTest {

    private static final int PARTITIONS = 16;
    private static final String UUID = "019a2b3c-4d5e-8f60-8a9b-0c1d2e3f4a5b";
    private static final ActivityId ID = ActivityId.parse(UUID).orElseThrow();
    private static final String PATH = "/internal/activities/" + UUID + "/first";
    private static final String WHOLE = PATH + "?workspace=acme%2F%C3%BC&partition=11";
    private static final Question QUESTION = new Question.FirstRecord("acme/ü", ID);

    private final List<Asked> asked = new ArrayList<>();
    private Reply reply = new Reply.NotFound(Freshness.AS_ASKED, 41);
    private HttpServer server;

    @BeforeEach
    void open() {
        Timelines timelines =
                each -> {
                    asked.add(each);
                    return reply;
                };
        var endpoint = new FirstRecordEndpoint(timelines, signature(1), PARTITIONS);
        server =
                new HttpServer(
                        "internal",
                        HttpServerSettings.anyLoopbackPort(),
                        List.of(endpoint.binding()),
                        new DialectErrors(),
                        new Readiness(),
                        new Metrics());
        server.start();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void withoutAnOffsetAllThatStandsOnThePartitionCounts() {
        // When
        get(WHOLE);

        // Then
        assertThat(asked).containsExactly(new Asked(QUESTION, new Consistency.ReadYourWrites()));
    }

    @Test
    void withAnOffsetOnlyWhatStandsUpToItIsWaitedFor() {
        // When
        get(WHOLE + "&offset=99");

        // Then
        var upTo = new Consistency.UpTo(new Position(11, 99));
        assertThat(asked).containsExactly(new Asked(QUESTION, upTo));
    }

    @Test
    void whatIsFoundIsHandedOnEvenWhereMoreIsStillToBeApplied() {
        for (Freshness freshness : Freshness.values()) {
            // Given
            reply = new Reply.Found("{\"offset\":7}".getBytes(UTF_8), freshness);

            // When
            PeerAnswer.Answered answer = get(WHOLE);

            // Then
            assertThat(answer.status()).isEqualTo(200);
            assertThat(new String(answer.body(), UTF_8)).isEqualTo("{\"offset\":7}");
        }
    }

    @Test
    void anAbsenceSaysHowFarWasLooked() {
        // When
        PeerAnswer.Answered answer = get(WHOLE);

        // Then
        assertThat(answer.status()).isEqualTo(404);
        assertThat(new String(answer.body(), UTF_8)).isEqualTo("{\"applied\":41}");
    }

    @Test
    void anAbsenceThatMayBeNoneIsNotTold() {
        // Given
        reply = new Reply.NotFound(Freshness.STALE, 41);

        // When
        PeerAnswer.Answered answer = get(WHOLE);

        // Then
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).contains("1");
    }

    @Test
    void whereNobodyOwnsThePartitionNothingIsSaid() {
        // Given
        reply = new Reply.Unavailable("nobody owns it");

        // When
        PeerAnswer.Answered answer = get(WHOLE);

        // Then
        assertThat(answer.status()).isEqualTo(503);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                PATH + "?partition=11",
                PATH + "?workspace=acme",
                PATH + "?workspace=acme&partition=10",
                PATH + "?workspace=acme&partition=11&offset=-1",
                PATH + "?workspace=acme&partition=11&offset=soon",
                "/internal/activities/act_7/first?workspace=acme&partition=11"
            })
    void whatIsNoQuestionIsAskedOfNobody(String target) {
        // When
        PeerAnswer.Answered answer = get(target);

        // Then
        assertThat(answer.status()).isEqualTo(400);
        assertThat(asked).isEmpty();
    }

    @Test
    void whoDoesNotKnowTheSecretIsNotAnswered() {
        // When
        PeerAnswer.Answered answer = get(signature(2), WHOLE);

        // Then
        assertThat(answer.status()).isEqualTo(401);
        assertThat(asked).isEmpty();
    }

    private PeerAnswer.Answered get(String target) {
        return get(signature(1), target);
    }

    private PeerAnswer.Answered get(PeerSignature signature, String target) {
        var peer = new Owner.There("127.0.0.1", server.port());
        try (var client = new HttpPeerClient(signature)) {
            var call = PeerCall.get(peer, target, Duration.ofSeconds(5));
            return (PeerAnswer.Answered) client.call(call);
        }
    }

    private static PeerSignature signature(int fill) {
        byte[] secret = new byte[32];
        Arrays.fill(secret, (byte) fill);
        return new PeerSignature(
                List.of(Secret.of(secret)), "internal-calls", InstantSource.system());
    }
}
