package io.activityledger.timeline.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.kit.routing.PeerStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Optional;

/// New activities of partitions that another instance holds, as it tells them.
final class PeerTail implements Tail {

    private final PeerStream.Opened stream;

    PeerTail(PeerStream.Opened stream) {
        this.stream = stream;
    }

    @Override
    public void run(Outlet outlet) {
        var lines = new BufferedReader(new InputStreamReader(stream.body(), UTF_8));
        try {
            Optional<Tidings> next = LiveWire.next(lines);
            while (next.isPresent() && outlet.tell(next.get())) {
                next = LiveWire.next(lines);
            }
        } catch (IOException | UncheckedIOException | IllegalArgumentException gone) {
            // Whoever listens comes back and is told from where it was.
            return;
        }
    }

    /// It is woken by what it reads, or closed.
    @Override
    public void wake() {}

    @Override
    public void close() {
        stream.close();
    }
}
