package io.activityledger.ingest.deduplication;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.kit.routing.HttpPeerClient;
import io.activityledger.kit.routing.Owner;
import io.activityledger.kit.routing.PeerCall;
import io.activityledger.schemas.ActivityId;
import io.activityledger.schemas.Position;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// The projectors, over their internal ports: any of them knows, or knows who knows. The one that
/// answered last is asked first, the others where it does not answer and there is time left.
///
/// Safe for many threads.
public final class HttpFirstClient implements FirstRecords {

    private final HttpPeerClient client;
    private final List<Owner.There> projectors;
    private final int partitions;
    private final AtomicInteger preferred = new AtomicInteger();

    /// `partitions` is the partition count of `activities`, a power of two.
    public HttpFirstClient(HttpPeerClient client, List<Owner.There> projectors, int partitions) {
        this.client = client;
        this.partitions = partitions;
        this.projectors = List.copyOf(projectors);
    }

    @Override
    public First asOfNow(String workspaceId, ActivityId id, Duration patience) {
        return ask(target(workspaceId, id), patience);
    }

    @Override
    public First behind(Position own, String workspaceId, ActivityId id, Duration patience) {
        return ask(target(workspaceId, id) + "&offset=" + own.offset(), patience);
    }

    private String target(String workspaceId, ActivityId id) {
        return "/internal/activities/%s/first?workspace=%s&partition=%d"
                .formatted(
                        id.bare(), URLEncoder.encode(workspaceId, UTF_8), id.partition(partitions));
    }

    private First ask(String target, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        int first = preferred.get();
        First answer = new First.Unknown("no projector is named");
        for (int turn = 0; turn < projectors.size(); turn++) {
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            if (!left.isPositive()) {
                break;
            }
            int asked = (first + turn) % projectors.size();
            answer =
                    FirstAnswer.parse(
                            client.call(PeerCall.get(projectors.get(asked), target, left)));
            if (!(answer instanceof First.Unknown)) {
                preferred.set(asked);
                return answer;
            }
            preferred.compareAndSet(asked, (asked + 1) % projectors.size());
        }
        return answer;
    }
}
