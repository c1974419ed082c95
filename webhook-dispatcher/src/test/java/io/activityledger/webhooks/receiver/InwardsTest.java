package io.activityledger.webhooks.receiver;

import static io.activityledger.testkit.ReceiverReply.answers;
import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.testkit.ScriptedReceiver;
import io.activityledger.webhooks.receiver.Answer.Answered;
import io.activityledger.webhooks.receiver.Answer.Failure;
import io.activityledger.webhooks.receiver.Answer.Unanswered;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/// With every trick that is known, and a real server inside: is it ever connected to?
class InwardsTest extends ReceiverFixture {

    @Test
    void thereAreMoreThanSixtyTricks() {
        // When
        Set<String> all = new HashSet<>(Tricks.URLS);
        all.addAll(Tricks.ADDRESSES);
        Tricks.REDIRECTS.forEach(status -> all.add("redirect " + status));

        // Then
        assertThat(all)
                .hasSize(Tricks.URLS.size() + Tricks.ADDRESSES.size() + Tricks.REDIRECTS.size())
                .hasSizeGreaterThan(160);
    }

    @ParameterizedTest
    @FieldSource("io.activityledger.webhooks.receiver.Tricks#URLS")
    void aUrlThatStandsOnTheTopicAlreadyIsRefusedAtDeliveryToo(String trick) {
        // Given
        replaceClient(AddressSettings.strict(), NameResolver.ofMachine());

        // When
        Answer answer = deliverIfItIsAUrl(trick);

        // Then
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Unanswered.class,
                        it -> assertThat(it.detail()).startsWith("address refused: "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.1",
                "127.0.1",
                "2130706433",
                "0x7f000001",
                "0x7f.1",
                "0177.0.0.1",
                "017700000001",
                "0",
                "0.0.0.0",
                "localhost",
                "LocalHost",
                "any.localhost",
                "[::1]",
                "[::ffff:127.0.0.1]",
                "[::ffff:7f00:1]",
                "[::127.0.0.1]",
                "[::]"
            })
    void aServerOnThisMachineIsNotReachedUnderAnyNameOfIt(String host) {
        // Given: http is allowed, so that nothing but the address can be what is refused
        replaceClient(new AddressSettings(true, List.of()), NameResolver.ofMachine());

        // When
        Answer answer = deliverIfItIsAUrl("http://" + host + ":" + receiver.port() + "/");

        // Then
        assertThat(answer).isInstanceOf(Unanswered.class);
        assertThat(receiver.connections()).isZero();
    }

    @ParameterizedTest
    @FieldSource("io.activityledger.webhooks.receiver.Tricks#ADDRESSES")
    void aNameThatTurnsInwardsIsRefusedWhereverItLeads(String inner) {
        // Given: the owner's server answers the first question with an address that is public
        InetAddress turned = InetAddress.ofLiteral(inner);
        replaceClient(
                new AddressSettings(true, List.of(Network.of("127.0.0.2/32"))),
                this::nextAddresses);
        names.add(List.of(OTHER_LOOPBACK));
        names.add(List.of(turned));
        names.add(List.of(turned, turned));
        URI url = URI.create("http://rebound.example:" + receiver.port() + "/");
        client.deliver(shipment(url, AMPLE));

        // When
        List<Answer> answers =
                List.of(client.deliver(shipment(url, AMPLE)), client.deliver(shipment(url, AMPLE)));

        // Then
        assertThat(answers)
                .allSatisfy(answer -> {
                    assertThat(answer).isInstanceOf(Unanswered.class);
                    Unanswered unanswered = (Unanswered) answer;
                    assertThat(unanswered.failure()).isEqualTo(Failure.CONNECTION_REFUSED);
                    assertThat(unanswered.detail()).startsWith("address refused: ");
                });
        assertThat(receiver.connections()).isZero();
    }

    @ParameterizedTest
    @FieldSource("io.activityledger.webhooks.receiver.Tricks#REDIRECTS")
    void noAnswerLeadsInwards(int status) {
        try (var inner = new ScriptedReceiver()) {
            // Given
            Map<String, String> ways =
                    Map.of(
                            "Location", inner.url("/").toString(),
                            "Refresh", "0; url=" + inner.url("/"),
                            "Link", "<" + inner.url("/") + ">; rel=next",
                            "Alt-Svc", "http/1.1=\":" + inner.port() + "\"");
            receiver.plays(answers(status, ways, ""), answers(200, ways, ""));

            // When
            Answer first = client.deliver(shipment("/", AMPLE));
            Answer second = client.deliver(shipment("/", AMPLE));

            // Then
            assertThat(first)
                    .isInstanceOfSatisfying(
                            Answered.class, it -> assertThat(it.accepted()).isFalse());
            assertThat(second)
                    .isInstanceOfSatisfying(
                            Answered.class, it -> assertThat(it.accepted()).isTrue());
            assertThat(inner.connections()).isZero();
        }
    }

    /// What Java itself cannot read as a URI is never stored.
    private Answer deliverIfItIsAUrl(String text) {
        try {
            return client.deliver(shipment(new URI(text), AMPLE));
        } catch (URISyntaxException unreadable) {
            return FailureWords.refused("no URL");
        }
    }
}
