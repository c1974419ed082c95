package io.activityledger.webhooks.matching;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.schemas.Activity;
import io.activityledger.schemas.Subject;
import io.activityledger.schemas.WebhookDelivery;
import io.activityledger.testkit.Activities;
import io.activityledger.webhooks.endpoint.Endpoint;
import io.activityledger.webhooks.endpoint.EndpointFilter;
import io.activityledger.webhooks.endpoint.EndpointSettings;
import io.activityledger.webhooks.matching.Matcher.Origin;
import java.util.List;
import org.junit.jupiter.api.Test;

class FilteredMatchingTest {

    private final Activity call =
            Activities.some()
                    .of("call")
                    .about("c1")
                    .about("c2")
                    .about(Subject.deal("d1"))
                    .about(Subject.company("co1"))
                    .about(Subject.entity("ticket", "t1"))
                    .build();

    @Test
    void ofSeveralTypesAnyWillDo() {
        assertThat(passes(filter(List.of("note", "call"), null, null, null, null, null))).isTrue();
        assertThat(passes(filter(List.of("note", "Call"), null, null, null, null, null))).isFalse();
    }

    @Test
    void anyContactOfAnActivityIsTheOneAskedFor() {
        assertThat(passes(filter(List.of(), "c1", null, null, null, null))).isTrue();
        assertThat(passes(filter(List.of(), "c2", null, null, null, null))).isTrue();
        assertThat(passes(filter(List.of(), "C1", null, null, null, null))).isFalse();
    }

    @Test
    void allThatIsSaidMustHold() {
        assertThat(passes(filter(List.of("call"), "c1", "d1", "co1", "ticket", "t1"))).isTrue();
        assertThat(passes(filter(List.of("call"), "c1", "d2", "co1", "ticket", "t1"))).isFalse();
        assertThat(passes(filter(List.of("call"), "c1", "d1", "co2", "ticket", "t1"))).isFalse();
        assertThat(passes(filter(List.of("call"), "c1", "d1", "co1", "order", "t1"))).isFalse();
        assertThat(passes(filter(List.of("call"), "c1", "d1", "co1", "ticket", "t2"))).isFalse();
        assertThat(passes(filter(List.of(), null, null, null, "ticket", null))).isTrue();
    }

    @Test
    void whatAnActivityDoesNotHaveIsNotTheOneAskedFor() {
        // Given
        Activity bare = Activities.some().of("note").build();

        // When
        boolean passes = filter(List.of(), null, "d1", null, null, null).passes(bare);

        // Then
        assertThat(passes).isFalse();
    }

    @Test
    void onlyWhoseFilterLetsItPassHearsOfIt() {
        // Given
        Endpoint all = KnownEndpoints.endpoint("all", 0);
        Endpoint calls = filtered("calls", filter(List.of("call"), null, null, null, null, null));
        Endpoint notes = filtered("notes", filter(List.of("note"), null, null, null, null, null));

        // When
        var deliveries = Matcher.match(call, new Origin(0, 0), List.of(all, calls, notes));

        // Then
        assertThat(deliveries)
                .extracting(WebhookDelivery::endpointId)
                .containsExactly("all", "calls");
    }

    private boolean passes(EndpointFilter filter) {
        return filter.passes(call);
    }

    private static EndpointFilter filter(
            List<String> types,
            String contact,
            String deal,
            String company,
            String entityType,
            String entityId) {
        return new EndpointFilter(types, contact, deal, company, entityType, entityId);
    }

    private static Endpoint filtered(String id, EndpointFilter filter) {
        Endpoint plain = KnownEndpoints.endpoint(id, 0);
        EndpointSettings usual = EndpointSettings.usual();
        return new Endpoint(
                plain.workspaceId(),
                id,
                plain.url(),
                plain.events(),
                null,
                true,
                plain.secrets(),
                plain.from(),
                plain.createdAt(),
                null,
                new EndpointSettings(
                        filter, null, null, usual.ordering(), usual.headers(), null, null));
    }
}
