package io.activityledger.webhooks.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.dialects.Refusal;
import io.activityledger.webhooks.endpoint.WebhookRequest.Reading;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookRequestTest {

    private static final String GOOD =
            "\"url\":\"https://a.example/x\",\"events\":[\"deal.created\"]";

    private final ReceiverUrls urls = urls(_ -> List.of(InetAddress.ofLiteral("203.0.113.9")));

    @Test
    void everyFieldIsTakenAndEventsStandOnce() {
        // When
        Reading reading =
                read(
                        """
                        {"url":"https://a.example/x?y=1","events":["activity.created","company.merged","activity.created"],
                         "description":"mine","active":false,"shade":1,"events2":[]}\
                        """);

        // Then
        assertThat(reading)
                .isEqualTo(
                        new Reading.Accepted(
                                URI.create("https://a.example/x?y=1"),
                                List.of("activity.created", "company.merged"),
                                "mine",
                                false,
                                Map.of(),
                                List.of("shade", "events2")));
    }

    @Test
    void whatIsNotSaidIsActiveAndUndescribed() {
        // When
        Reading reading = read("{" + GOOD + ",\"description\":null,\"active\":null}");

        // Then
        assertThat(reading)
                .isInstanceOfSatisfying(
                        Reading.Accepted.class,
                        accepted -> {
                            assertThat(accepted.active()).isTrue();
                            assertThat(accepted.description()).isEmpty();
                            assertThat(accepted.ignored()).isEmpty();
                        });
    }

    @Test
    void allProblemsAreToldAtOnceAndTheFirstOfTheDocumentsIsTheCode() {
        // When
        Refusal refusal = refusal("{\"events\":{},\"description\":1,\"active\":\"yes\"}");

        // Then
        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.code()).isEqualTo("missing_required_field");
        assertThat(refusal.fields())
                .containsOnlyKeys("url", "events", "description", "active")
                .containsEntry("url", "is required");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|missing_required_field",
                "{\"url\":\"https://a.example\"}|missing_required_field",
                "{\"url\":\"\",\"events\":[\"deal.created\"]}|missing_required_field",
                "{\"url\":null,\"events\":[\"deal.created\"]}|missing_required_field",
                "{\"url\":7,\"events\":[\"deal.created\"]}|invalid_url",
                "{\"url\":\"a b\",\"events\":[\"deal.created\"]}|invalid_url",
                "{\"url\":\"a.example/x\",\"events\":[\"deal.created\"]}|invalid_url",
                "{\"url\":\"https:/x\",\"events\":[\"deal.created\"]}|invalid_url",
                "{\"url\":\"https://ä.example/\",\"events\":[\"deal.created\"]}|invalid_url",
                "{\"url\":\"http://refused.example/\",\"events\":[\"deal.created\"]}|invalid_url",
                "{\"url\":\"http://refused.example/\",\"events\":[\"nonsense\"]}|invalid_url",
                "{\"url\":\"https://a.example\",\"events\":[]}|invalid_events",
                "{\"url\":\"https://a.example\",\"events\":\"deal.created\"}|invalid_events",
                "{\"url\":\"https://a.example\",\"events\":[null]}|invalid_events",
                "{\"url\":\"https://a.example\",\"events\":[\"deal.Created\"]}|invalid_events",
                "{\"url\":\"https://a.example\",\"events\":[\"activity.updated\"]}|invalid_events",
                "[]|validation_error",
                "{\"url\":|validation_error",
                "''|validation_error"
            })
    void whatCannotBeUsedHasItsCode(String body, String code) {
        // When
        Refusal refusal = refusal(body);

        // Then
        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal.message()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "contact.bulk_created",
                "company.created",
                "deal.bulk_updated",
                "list.member_added",
                "campaign.sent",
                "activity.created",
                "task.dismissed",
                "webhook.disabled"
            })
    void documentedEventsMayBeAskedFor(String event) {
        // When
        Reading reading = read("{\"url\":\"https://a.example\",\"events\":[\"" + event + "\"]}");

        // Then
        assertThat(reading).isInstanceOf(Reading.Accepted.class);
    }

    @Test
    void theLimitsAreTheLastThatFits() {
        // Given
        String longest = "https://a.example/" + "x".repeat(2_048 - 18);
        String description = "😀".repeat(200);
        List<String> events =
                IntStream.range(0, 50).mapToObj(each -> "list." + "x".repeat(each + 1)).toList();

        // When
        Reading fits = read(body(longest, description, events));
        Refusal url = refusal(body(longest + "x", description, events));
        Refusal text = refusal(body(longest, description + "x", events));
        Refusal many = refusal(body(longest, description, plus(events, "list.one_too_many")));

        // Then
        assertThat(fits).isInstanceOf(Reading.Accepted.class);
        assertThat(url.code()).isEqualTo("invalid_url");
        assertThat(text.code()).isEqualTo("validation_error");
        assertThat(text.fields()).containsOnlyKeys("description");
        assertThat(many.code()).isEqualTo("invalid_events");
    }

    @Test
    void aComplaintThatIsASentenceStandsByItself() {
        // When
        Refusal ours = refusal("{\"url\":\"x:y\",\"events\":[\"deal.created\"]}");
        Refusal theirs =
                refusal("{\"url\":\"http://refused.example\",\"events\":[\"deal.created\"]}");

        // Then
        assertThat(ours.message()).isEqualTo("url must be an absolute URL with a host");
        assertThat(theirs.message()).isEqualTo("The URL is refused.");
    }

    @Test
    void aNameThatLeadsInwardsIsRefusedAndOneThatLeadsNowhereIsTaken() {
        // Given
        var inner =
                urls(_ ->
                        List.of(
                                InetAddress.ofLiteral("203.0.113.9"),
                                InetAddress.ofLiteral("10.0.0.1")));
        var nowhere =
                urls(host -> {
                    throw new UnknownHostException(host);
                });
        var never = new CountDownLatch(1);
        var slow =
                urls(_ -> {
                    try {
                        never.await();
                    } catch (InterruptedException stopped) {
                        throw new UnknownHostException("stopped");
                    }
                    return List.of();
                });
        byte[] body = ("{" + GOOD + "}").getBytes(UTF_8);

        // When
        Reading refused = WebhookRequest.read(body, inner);
        Reading taken = WebhookRequest.read(body, nowhere);
        Reading notWaitedFor = WebhookRequest.read(body, slow);

        // Then
        assertThat(refused)
                .isInstanceOfSatisfying(
                        Reading.Refused.class,
                        it -> {
                            assertThat(it.refusal().code()).isEqualTo("invalid_url");
                            assertThat(it.refusal().message()).isEqualTo("The address is inside.");
                        });
        assertThat(taken).isInstanceOf(Reading.Accepted.class);
        assertThat(notWaitedFor).isInstanceOf(Reading.Accepted.class);
    }

    private static String body(String url, String description, List<String> events) {
        String names = events.stream().map(it -> "\"" + it + "\"").collect(Collectors.joining(","));
        return "{\"url\":\"%s\",\"description\":\"%s\",\"events\":[%s]}"
                .formatted(url, description, names);
    }

    private static List<String> plus(List<String> events, String one) {
        var more = new ArrayList<>(events);
        more.add(one);
        return more;
    }

    private Reading read(String body) {
        return WebhookRequest.read(body.getBytes(UTF_8), urls);
    }

    private Refusal refusal(String body) {
        Reading reading = read(body);
        assertThat(reading).isInstanceOf(Reading.Refused.class);
        return ((Reading.Refused) reading).refusal();
    }

    private static ReceiverUrls urls(ReceiverUrls.Names names) {
        return new ReceiverUrls(
                url ->
                        "http".equals(url.getScheme())
                                ? Optional.of("The URL is refused.")
                                : Optional.empty(),
                address ->
                        address.isSiteLocalAddress()
                                ? Optional.of("The address is inside.")
                                : Optional.empty(),
                names,
                Duration.ofMillis(50));
    }
}
