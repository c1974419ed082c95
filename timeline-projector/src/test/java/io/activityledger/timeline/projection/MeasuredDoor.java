package io.activityledger.timeline.projection;

import io.activityledger.access.Gatekeeper;
import io.activityledger.access.GuardedEndpoint;
import io.activityledger.access.GuardedEndpoint.AdmittedHandler;
import io.activityledger.access.KeysFile;
import io.activityledger.kit.http.Binding;
import io.activityledger.kit.http.HttpServer;
import io.activityledger.kit.http.HttpServerSettings;
import io.activityledger.kit.kafka.EndOffset;
import io.activityledger.kit.lifecycle.Readiness;
import io.activityledger.kit.metrics.Metrics;
import io.activityledger.kit.routing.HttpPeerClient;
import io.activityledger.kit.routing.Owner;
import io.activityledger.kit.routing.PeerSignature;
import io.activityledger.kit.settings.Secret;
import io.activityledger.kit.token.TokenSeal;
import io.activityledger.schemas.Routes;
import io.activityledger.schemas.Routes.Route;
import io.activityledger.schemas.Subject;
import io.activityledger.schemas.Topics;
import io.activityledger.timeline.consistency.BarrierMeters;
import io.activityledger.timeline.consistency.LogPartition;
import io.activityledger.timeline.consistency.ReadBarrier;
import io.activityledger.timeline.feed.Feed;
import io.activityledger.timeline.feed.FeedCursors;
import io.activityledger.timeline.feed.FeedEndpoint;
import io.activityledger.timeline.feed.FeedReader;
import io.activityledger.timeline.feed.RecordedLists;
import io.activityledger.timeline.query.DialectErrors;
import io.activityledger.timeline.query.DialectListEndpoint;
import io.activityledger.timeline.query.HostReply;
import io.activityledger.timeline.query.ListActivitiesEndpoint;
import io.activityledger.timeline.query.PageCursors;
import io.activityledger.timeline.query.Reply;
import io.activityledger.timeline.query.RoutingLimits;
import io.activityledger.timeline.query.SummarizeActivitiesEndpoint;
import io.activityledger.timeline.query.TimelineOwners;
import io.activityledger.timeline.query.TimelineReader;
import io.activityledger.timeline.query.Timelines;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// The public doors of one partition, with everything behind them but the brokers.
final class MeasuredDoor implements AutoCloseable {

    static final String KEY = "k";

    private static final String KEYS =
            "{\"keys\": [{\"key\": \""
                    + KEY
                    + "\", \"workspace\": \"w\", \"user_id\": \"u\","
                    + " \"permissions\": [\"*\"]}]}";
    private static final Duration SOON = Duration.ofSeconds(2);

    private final TokenSeal seal = new TokenSeal(List.of(Secret.of(new byte[32])), "cursors");
    private final PageCursors cursors = new PageCursors(seal);
    private final InstantSource clock = InstantSource.system();
    private final HttpPeerClient peers =
            new HttpPeerClient(new PeerSignature(List.of(Secret.of(new byte[32])), "none", clock));
    private final ReadBarrier barrier;
    private final Gatekeeper gatekeeper;
    private final HttpServer server;

    /// Serves what a bench's stores hold: the records of a log that ends at `end`, and no links.
    MeasuredDoor(StoreBench bench, long end, Path directory) throws IOException {
        Path keys = Files.writeString(directory.resolve("keys.json"), KEYS);
        gatekeeper = new Gatekeeper(KeysFile.read(keys), clock);
        barrier =
                new ReadBarrier(
                        (place, _) -> new EndOffset.Known(isLinks(place) ? 0 : end),
                        place -> OptionalLong.of(isLinks(place) ? 0 : end),
                        SOON,
                        new BarrierMeters(new Metrics()));
        server =
                new HttpServer(
                        "measured",
                        HttpServerSettings.anyLoopbackPort(),
                        bindings(bench.registry),
                        new DialectErrors(),
                        new Readiness(),
                        new Metrics());
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    @Override
    public void close() {
        server.close();
        peers.close();
    }

    private List<Binding> bindings(StoreRegistry stores) {
        var reader = new TimelineReader(stores, barrier, cursors, _ -> true, 1);
        Timelines timelines =
                asked ->
                        switch (reader.ask(asked)) {
                            case HostReply.Served(Reply reply) -> reply;
                            case HostReply.NotServed(String reason) ->
                                    new Reply.Unavailable(reason);
                        };
        var limits = new RoutingLimits(SOON, SOON, SOON, SOON, SOON, SOON);
        var feed =
                new Feed(
                        new FeedReader(stores, barrier, 1),
                        peers,
                        new AllHere(),
                        limits,
                        Thread::sleep,
                        1);
        var feedCursors = new FeedCursors(seal);
        return Stream.of(
                        guarded(
                                Routes.LIST_CONTACT_ACTIVITIES,
                                ListActivitiesEndpoint.ofContacts(timelines, cursors)),
                        guarded(
                                Routes.SUMMARIZE_CONTACT_ACTIVITIES,
                                SummarizeActivitiesEndpoint.of(
                                        Subject.Kind.CONTACT, timelines, clock)),
                        guarded(Routes.LIST_ACTIVITIES, new FeedEndpoint(feed, feedCursors)),
                        guarded(
                                Routes.LIST_NODESTASH_ACTIVITIES,
                                DialectListEndpoint.ofNodestash(
                                        timelines, cursors, new RecordedLists(feed, feedCursors))))
                .flatMap(each -> each)
                .toList();
    }

    private Stream<Binding> guarded(Route route, AdmittedHandler handler) {
        return GuardedEndpoint.at(route, gatekeeper, new DialectErrors(), handler);
    }

    private static boolean isLinks(LogPartition place) {
        return place.topic().equals(Topics.TIMELINE_LINKS.name());
    }

    /// There is no other instance.
    private static final class AllHere implements TimelineOwners {

        @Override
        public Owner ownerOf(int partition) {
            return new Owner.Here();
        }

        @Override
        public List<Owner> standbysOf(int partition) {
            return List.of();
        }

        @Override
        public void forget() {
            // nothing was known that could change
        }
    }
}
