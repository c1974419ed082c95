package io.activityledger.timeline.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.kit.http.LongAnswer;
import java.io.ByteArrayOutputStream;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/// Tidings as a client hears them:
///
/// ```
/// id: 0:17,l3:5                 what has been seen with it: the client's `Last-Event-ID`
/// event: activity.created
/// data: {"id":"act_…",…}
///
/// : heartbeat                   a comment, and how far the lanes are looked through
/// id: 0:29,l3:5
/// ```
final class ServerSentEvents implements Outlet {

    private static final byte[] EVENT = "\nevent: activity.created\ndata: ".getBytes(UTF_8);
    private static final byte[] END = "\n\n".getBytes(UTF_8);

    private final LongAnswer answer;
    private final SortedMap<Lane, Long> seen;
    private final Leave leave;
    private boolean begun;

    /// Until when may the client listen? While its key is good, and not beyond the deadline.
    ///
    /// @param deadline as [System#nanoTime] says it
    record Leave(BooleanSupplier keyIsGood, long deadline) {

        boolean holds() {
            return System.nanoTime() < deadline && keyIsGood.getAsBoolean();
        }
    }

    /// @param seen what the client had seen before
    ServerSentEvents(LongAnswer answer, SortedMap<Lane, Long> seen, Leave leave) {
        this.answer = answer;
        this.seen = new TreeMap<>(seen);
        this.leave = leave;
    }

    @Override
    public boolean open() {
        return answer.open() && leave.holds();
    }

    @Override
    public boolean tell(Tidings tidings) {
        if (!leave.holds()) {
            return false;
        }
        var text = new ByteArrayOutputStream();
        if (!begun) {
            begun = true;
            text.writeBytes("retry: 1000\n".getBytes(UTF_8));
        }
        for (LiveEvent event : tidings.events()) {
            seen.put(event.lane(), event.offset());
            text.writeBytes(("id: " + LiveWire.text(seen)).getBytes(UTF_8));
            text.writeBytes(EVENT);
            text.writeBytes(event.json());
            text.writeBytes(END);
        }
        tidings.seen()
                .forEach((lane, offset) -> {
                    if (offset >= 0) {
                        seen.merge(lane, offset, Math::max);
                    }
                });
        if (tidings.events().isEmpty()) {
            String id = seen.isEmpty() ? "" : "id: " + LiveWire.text(seen) + "\n";
            text.writeBytes((": heartbeat\n" + id + "\n").getBytes(UTF_8));
        }
        return answer.write(text.toByteArray());
    }
}
