package io.activityledger.webhooks;

import io.activityledger.access.Gatekeeper;
import io.activityledger.access.GuardedEndpoint;
import io.activityledger.kit.http.Binding;
import io.activityledger.schemas.Routes;
import io.activityledger.schemas.Routes.Route;
import io.activityledger.webhooks.endpoint.EndpointSearch;
import io.activityledger.webhooks.endpoint.FoundEndpoint;
import io.activityledger.webhooks.history.CommandDesk;
import io.activityledger.webhooks.history.CommandEndpoint;
import io.activityledger.webhooks.history.HistoryEndpoint;
import io.activityledger.webhooks.history.LaneRouter;
import java.util.List;
import java.util.stream.Stream;

/// At which doors does a workspace ask how its endpoints' deliveries fare, and have them made
/// again?
record HistoryDoors(
        Gatekeeper gatekeeper, EndpointSearch search, LaneRouter router, CommandDesk desk) {

    List<Binding> bindings() {
        var history = new HistoryEndpoint(router);
        var commands = new CommandEndpoint(router, desk);
        return Stream.of(
                        guarded(Routes.LIST_WEBHOOK_LOGS, history.logs()),
                        guarded(Routes.GET_WEBHOOK_HEALTH, history::health),
                        guarded(Routes.LIST_DEAD_LETTERS, history.letters()),
                        guarded(Routes.GET_DEAD_LETTER, history::letter),
                        guarded(Routes.RETRY_DEAD_LETTER, commands::retryLetter),
                        guarded(Routes.DELETE_DEAD_LETTER, commands::dropLetter),
                        guarded(Routes.RETRY_DELIVERY, commands::retry),
                        guarded(Routes.RECOVER_WEBHOOK, commands::recover),
                        guarded(Routes.REPLAY_WEBHOOK, commands::replay),
                        guarded(Routes.GET_REPLAY, commands::progress),
                        guarded(Routes.CANCEL_REPLAY, commands::cancel))
                .flatMap(each -> each)
                .toList();
    }

    private Stream<Binding> guarded(Route route, FoundEndpoint.Handler handler) {
        return GuardedEndpoint.at(
                route, gatekeeper, WebhookDispatcher.errors(), new FoundEndpoint(search, handler));
    }
}
