package io.activityledger.webhooks.matching;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.schemas.Activity;
import io.activityledger.schemas.WebhookDelivery;
import io.activityledger.testkit.Activities;
import io.activityledger.webhooks.matching.Matcher.Origin;
import java.util.List;
import org.junit.jupiter.api.Test;

class MatcherTest {

    private final Activity activity =
            Activities.some().of("call").about("c1").metadata("{\"n\":1.50}").build();

    @Test
    void eachEndpointThatWantsItGetsADeliveryOfItsOwn() {
        // Given
        var endpoints =
                List.of(
                        KnownEndpoints.endpoint("one", 0, 0),
                        KnownEndpoints.endpoint("two", 0, 7),
                        KnownEndpoints.endpoint("late", 0, 8));

        // When
        var deliveries = Matcher.match(activity, new Origin(1, 7), endpoints);

        // Then
        assertThat(deliveries)
                .extracting(WebhookDelivery::endpointId)
                .containsExactly("one", "two");
        assertThat(deliveries).extracting(WebhookDelivery::webhookId).doesNotHaveDuplicates();
        assertThat(deliveries)
                .extracting(WebhookDelivery::bodyJson)
                .containsOnly(deliveries.getFirst().bodyJson());
        assertThat(deliveries.getFirst())
                .returns(activity.id().prefixed(), WebhookDelivery::activityId)
                .returns("dev/contact/c1", WebhookDelivery::subjectKey)
                .returns(1, WebhookDelivery::originPartition)
                .returns(7L, WebhookDelivery::originOffset);
    }

    @Test
    void theBodyNamesTheEventTwiceAndHoldsTheActivityAsItIsRead() {
        // Given
        var endpoints = List.of(KnownEndpoints.endpoint("one", 0));

        // When
        String body = Matcher.match(activity, new Origin(0, 0), endpoints).getFirst().bodyJson();

        // Then
        assertThat(body)
                .startsWith(
                        "{\"type\":\"activity.created\",\"event\":\"activity.created\","
                                + "\"timestamp\":\"2026-04-17T12:00:00Z\",\"workspace_id\":\"dev\","
                                + "\"data\":{\"activity\":{\"id\":\""
                                + activity.id().prefixed())
                .contains("\"metadata\":{\"n\":1.50}")
                .endsWith("}}}");
    }

    @Test
    void whoeverMatchesAgainGivesTheSameId() {
        // Given
        var endpoints = List.of(KnownEndpoints.endpoint("one", 0));

        // When
        var first = Matcher.match(activity, new Origin(0, 3), endpoints);
        var again = Matcher.match(activity, new Origin(0, 9), endpoints);

        // Then
        assertThat(again.getFirst().webhookId()).isEqualTo(first.getFirst().webhookId());
        assertThat(first.getFirst().webhookId()).matches("msg_[0-9a-f]{32}");
    }

    @Test
    void anEndpointThatWantsOtherEventsOnlyGetsNothing() {
        // Given
        var wants = KnownEndpoints.endpoint("one", 0);
        var other =
                new io.activityledger.webhooks.endpoint.Endpoint(
                        wants.workspaceId(),
                        "two",
                        wants.url(),
                        List.of("contact.created"),
                        null,
                        true,
                        wants.secrets(),
                        wants.from(),
                        wants.createdAt(),
                        null);

        // When
        var deliveries = Matcher.match(activity, new Origin(0, 0), List.of(other));

        // Then
        assertThat(deliveries).isEmpty();
    }
}
