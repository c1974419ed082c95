package io.activityledger.webhooks;

import io.activityledger.access.Gatekeeper;
import io.activityledger.access.GuardedEndpoint;
import io.activityledger.access.GuardedEndpoint.AdmittedHandler;
import io.activityledger.kit.http.Binding;
import io.activityledger.schemas.Routes;
import io.activityledger.schemas.Routes.Route;
import io.activityledger.webhooks.endpoint.ActivityEnds;
import io.activityledger.webhooks.endpoint.CreateWebhookEndpoint;
import io.activityledger.webhooks.endpoint.DeleteWebhookEndpoint;
import io.activityledger.webhooks.endpoint.EndpointCreation;
import io.activityledger.webhooks.endpoint.EndpointLimits;
import io.activityledger.webhooks.endpoint.EndpointMint;
import io.activityledger.webhooks.endpoint.EndpointRotation;
import io.activityledger.webhooks.endpoint.EndpointSearch;
import io.activityledger.webhooks.endpoint.EndpointUpdate;
import io.activityledger.webhooks.endpoint.GetWebhookEndpoint;
import io.activityledger.webhooks.endpoint.KnownEndpoints;
import io.activityledger.webhooks.endpoint.ListWebhooksEndpoint;
import io.activityledger.webhooks.endpoint.Publication;
import io.activityledger.webhooks.endpoint.ReceiverUrls;
import io.activityledger.webhooks.endpoint.RotateSecretEndpoint;
import io.activityledger.webhooks.endpoint.UpdateWebhookEndpoint;
import io.activityledger.webhooks.receiver.Reply;
import io.activityledger.webhooks.receiver.Shipment;
import io.activityledger.webhooks.trial.TestWebhookEndpoint;
import io.activityledger.webhooks.trial.Trial;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// At which doors does a workspace create, read and delete its endpoints?
record WebhookDoors(Gatekeeper gatekeeper, House house, EndpointLimits limits) {

    /// What lies behind all of them.
    ///
    /// @param receivers calls one, and tells what it said
    record House(
            KnownEndpoints endpoints,
            Publication publication,
            EndpointMint mint,
            Function<Shipment, Reply> receivers,
            Trial.Chance chance) {}

    /// @param urls those of a workspace
    List<Binding> bindings(Function<String, ReceiverUrls> urls, ActivityEnds ends) {
        var search = new EndpointSearch(house.endpoints(), limits);
        var making = new EndpointCreation.Making(urls, ends, house.mint());
        var creation = new EndpointCreation(house.endpoints(), making, house.publication(), limits);
        var deletion = new DeleteWebhookEndpoint(search, house.mint(), house.publication());
        var update = new EndpointUpdate(search, urls, house.mint(), house.publication());
        var rotation = new EndpointRotation(search, house.mint(), house.publication());
        var trial = new Trial(search, house.receivers(), house.chance(), limits.tests());
        return Stream.of(
                        guarded(
                                Routes.CREATE_WEBHOOK,
                                new CreateWebhookEndpoint(creation, limits.maxBody())),
                        guarded(Routes.LIST_WEBHOOKS, new ListWebhooksEndpoint(search)),
                        guarded(Routes.GET_WEBHOOK, new GetWebhookEndpoint(search)),
                        guarded(Routes.DELETE_WEBHOOK, deletion),
                        guarded(
                                Routes.UPDATE_WEBHOOK,
                                new UpdateWebhookEndpoint(update, limits.maxBody())),
                        guarded(
                                Routes.ROTATE_WEBHOOK_SECRET,
                                new RotateSecretEndpoint(rotation, limits.maxBody())),
                        guarded(Routes.TEST_WEBHOOK, new TestWebhookEndpoint(trial)))
                .flatMap(each -> each)
                .toList();
    }

    private Stream<Binding> guarded(Route route, AdmittedHandler handler) {
        return GuardedEndpoint.at(route, gatekeeper, WebhookDispatcher.errors(), handler);
    }
}
