package io.activityledger.timeline;

import io.activityledger.access.Gatekeeper;
import io.activityledger.access.GuardedEndpoint;
import io.activityledger.access.GuardedEndpoint.AdmittedHandler;
import io.activityledger.access.Tickets;
import io.activityledger.kit.http.Binding;
import io.activityledger.kit.metrics.Metrics;
import io.activityledger.kit.routing.HttpPeerClient;
import io.activityledger.kit.routing.PeerSignature;
import io.activityledger.kit.token.TokenSeal;
import io.activityledger.schemas.Permission;
import io.activityledger.schemas.Routes;
import io.activityledger.schemas.Routes.Route;
import io.activityledger.schemas.Subject;
import io.activityledger.timeline.live.LiveTails;
import io.activityledger.timeline.live.LocalTails;
import io.activityledger.timeline.live.StreamEndpoint;
import io.activityledger.timeline.live.StreamInternalEndpoint;
import io.activityledger.timeline.live.StreamSeats;
import io.activityledger.timeline.live.StreamTicketEndpoint;
import io.activityledger.timeline.projection.StoreRegistry;
import io.activityledger.timeline.query.Pause;
import io.activityledger.timeline.query.TimelineOwners;
import io.activityledger.timeline.query.Timelines;
import java.time.InstantSource;
import java.util.stream.Stream;

/// All that a service's live streams are made of: their doors, and the one for other instances.
final class LiveStreams {

    private static final String TICKETS = "stream tickets";

    private final StreamEndpoint.Parts parts;
    private final StreamInternalEndpoint forPeers;
    private final Tickets tickets;
    private final Gatekeeper gatekeeper;

    LiveStreams(
            TimelineSettings settings,
            Gatekeeper gatekeeper,
            StoreRegistry stores,
            Timelines timelines,
            TimelineOwners owners,
            HttpPeerClient peers,
            PeerSignature signature,
            InstantSource clock,
            Pause pause,
            Metrics metrics) {
        this.gatekeeper = gatekeeper;
        var streams = settings.streams();
        var here = new LocalTails(stores, streams.heartbeat());
        var routing = settings.reading().routing();
        var tails = new LiveTails(here, peers, owners, routing, pause, streams.heartbeat());
        var seats = new StreamSeats(streams.most(), metrics);
        this.parts =
                new StreamEndpoint.Parts(
                        tails,
                        seats,
                        streams,
                        caller -> gatekeeper.stands(caller, Permission.ACTIVITIES_READ),
                        timelines,
                        settings.topics().partitions());
        this.forPeers = new StreamInternalEndpoint(here, seats, streams, signature);
        this.tickets = new Tickets(new TokenSeal(settings.instance().secrets(), TICKETS), clock);
    }

    Stream<Binding> bindings() {
        return Stream.of(
                        open(Routes.STREAM_ACTIVITIES, StreamEndpoint.ofWorkspaces(parts)),
                        open(Routes.STREAM_CONTACT_ACTIVITIES, of(Subject.Kind.CONTACT)),
                        open(Routes.STREAM_DEAL_ACTIVITIES, of(Subject.Kind.DEAL)),
                        open(Routes.STREAM_COMPANY_ACTIVITIES, of(Subject.Kind.COMPANY)),
                        open(Routes.STREAM_ENTITY_ACTIVITIES, of(Subject.Kind.ENTITY)),
                        guarded(Routes.CREATE_STREAM_TICKET, new StreamTicketEndpoint(tickets))
                                .under(Routes.CREATE_STREAM_TICKET))
                .flatMap(each -> each);
    }

    Binding forPeers() {
        return forPeers.binding();
    }

    private StreamEndpoint of(Subject.Kind kind) {
        return StreamEndpoint.of(kind, parts);
    }

    private Stream<Binding> open(Route route, AdmittedHandler handler) {
        return guarded(route, handler).orTicket(tickets).under(route);
    }

    private GuardedEndpoint guarded(Route route, AdmittedHandler handler) {
        return new GuardedEndpoint(
                gatekeeper, route.permission(), TimelineProjector.errors(), handler);
    }
}
