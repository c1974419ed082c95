package io.activityledger.timeline.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.kit.http.HttpServer;
import io.activityledger.kit.http.HttpServerSettings;
import io.activityledger.kit.lifecycle.Readiness;
import io.activityledger.kit.metrics.Metrics;
import io.activityledger.kit.routing.HttpPeerClient;
import io.activityledger.kit.routing.Owner;
import io.activityledger.kit.routing.PeerSignature;
import io.activityledger.kit.settings.Secret;
import io.activityledger.schemas.Subject;
import io.activityledger.timeline.consistency.Consistency;
import io.activityledger.timeline.query.Reply.Freshness;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InternalEndpointTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Asked ASKED =
            new Asked(
                    new Question.Timeline(
                            "acme",
                            Subject.contact("jane/doe & co"),
                            new PageQuery(3, 7, List.of("ai action"), 5, Long.MAX_VALUE)),
                    new Consistency.Eventual());
    private static final byte[] BODY = "{\"data\":1}".getBytes(StandardCharsets.UTF_8);

    private final List<Asked> heard = new ArrayList<>();
    private HostReply reply = new HostReply.NotServed("not active here");
    private HttpServer server;

    @BeforeEach
    void open() {
        TimelineHost host =
                asked -> {
                    heard.add(asked);
                    return reply;
                };
        server =
                new HttpServer(
                        "internal",
                        HttpServerSettings.anyLoopbackPort(),
                        new InternalEndpoint(host, signature(1)).bindings(),
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
    void aPeerHearsTheQuestionAndItsAnswerArrives() {
        // Given
        reply = new HostReply.Served(new Reply.Found(BODY, Freshness.STALE));

        // When
        HostReply arrived = askedWith(signature(1));

        // Then
        assertThat(heard).containsExactly(ASKED);
        assertThat(arrived)
                .isInstanceOfSatisfying(
                        HostReply.Served.class,
                        served ->
                                assertThat(served.reply())
                                        .isInstanceOfSatisfying(
                                                Reply.Found.class,
                                                found -> {
                                                    assertThat(found.body()).isEqualTo(BODY);
                                                    assertThat(found.freshness())
                                                            .isEqualTo(Freshness.STALE);
                                                }));
    }

    @Test
    void anAbsenceArrivesAsOne() {
        // Given
        reply = new HostReply.Served(new Reply.NotFound(Freshness.AS_ASKED, 41));

        // When
        HostReply arrived = askedWith(signature(1));

        // Then
        assertThat(arrived).isEqualTo(reply);
    }

    @Test
    void theWrongHostSaysThatItIs() {
        // When
        HostReply arrived = askedWith(signature(1));

        // Then
        assertThat(arrived).isEqualTo(new HostReply.NotServed("the owner answered 421"));
    }

    @Test
    void whoDoesNotKnowTheSecretIsNotAnswered() {
        // Given
        reply = new HostReply.Served(new Reply.Found(BODY, Freshness.AS_ASKED));

        // When
        HostReply arrived = askedWith(signature(2));

        // Then
        assertThat(arrived).isEqualTo(new HostReply.NotServed("the owner answered 401"));
        assertThat(heard).isEmpty();
    }

    @Test
    void anInstanceThatIsGoneIsNotTheOwner() {
        // Given
        int port = server.port();
        server.close();

        // When
        HostReply arrived = asked(signature(1), port);

        // Then
        assertThat(arrived).isInstanceOf(HostReply.NotServed.class);
    }

    private HostReply askedWith(PeerSignature signature) {
        return asked(signature, server.port());
    }

    private static HostReply asked(PeerSignature signature, int port) {
        try (var client = new HttpPeerClient(signature)) {
            var peer = new Owner.There("127.0.0.1", port);
            return new PeerTimelines(client).ask(peer, ASKED, PATIENCE);
        }
    }

    private static PeerSignature signature(int fill) {
        byte[] secret = new byte[32];
        java.util.Arrays.fill(secret, (byte) fill);
        return new PeerSignature(
                List.of(Secret.of(secret)), "internal-calls", InstantSource.system());
    }
}
