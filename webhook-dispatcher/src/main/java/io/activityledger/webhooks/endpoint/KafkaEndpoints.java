package io.activityledger.webhooks.endpoint;

import io.activityledger.kit.kafka.CaughtUp;
import io.activityledger.kit.kafka.EndOffsets;
import io.activityledger.kit.kafka.TopicFollower;
import io.activityledger.kit.lifecycle.Readiness;
import io.activityledger.schemas.FactCodec;
import io.activityledger.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;

/// The endpoints of all workspaces, as this instance has read them from `webhook-endpoints`: all in
/// memory, read from the beginning at each start.
///
/// The follower's thread reads and folds; any thread asks, without a lock.
public final class KafkaEndpoints implements KnownEndpoints, AppliedFacts, AutoCloseable {

    private final Duration catchUpWithin;
    private final EndpointFold fold;
    private final TopicFollower follower;

    /// Where the facts come from.
    ///
    /// @param consumers makes consumers without a group
    /// @param ends asked where the topic ends; started and closed by its owner
    public record Source(
            Supplier<Consumer<byte[], byte[]>> consumers, FactCodec codec, EndOffsets ends) {}

    /// Endpoints that [#start] begins to read.
    ///
    /// @param catchUpWithin how long [#catchUp] waits
    public KafkaEndpoints(Source source, EndpointSecrets secrets, Duration catchUpWithin) {
        this.catchUpWithin = catchUpWithin;
        this.fold = new EndpointFold(source.codec(), secrets);
        this.follower =
                new TopicFollower(
                        new TopicFollower.Source(
                                Topics.WEBHOOK_ENDPOINTS.name(), source.consumers(), source.ends()),
                        fold);
    }

    public void start() {
        follower.start();
    }

    @Override
    public List<Endpoint> of(String workspaceId) {
        return fold.directory().of(workspaceId);
    }

    @Override
    public Optional<Endpoint> find(String workspaceId, String endpointId) {
        return fold.directory().find(workspaceId, endpointId);
    }

    @Override
    public void catchUp() throws InterruptedException {
        CaughtUp caughtUp = follower.catchUp(catchUpWithin);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        switch (caughtUp) {
            case CaughtUp.Current _ -> {}
            case CaughtUp.Behind(String reason) -> throw new EndpointsUnread(reason);
            case CaughtUp.Unread(String reason) -> throw new EndpointsUnread(reason);
        }
    }

    @Override
    public CaughtUp freshened(Duration patience) {
        return follower.catchUp(patience);
    }

    @Override
    public boolean awaitApplied(long offset, long deadline) {
        return follower.awaitApplied(offset, deadline);
    }

    /// Ready once everything is read that stood on the topic when this service began.
    public Readiness.State readiness() {
        return follower.readiness();
    }

    /// Records of the topic that were no facts and were passed over.
    public long skipped() {
        return fold.skipped();
    }

    @Override
    public void close() {
        follower.close();
    }
}
