package io.activityledger.kit.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/// An answer that goes on until its reader leaves, its writer ends it, or its server stops.
///
/// It no longer counts as a request under way. What is written goes out at once and waits for the
/// reader; one that does not take it within the patience is cut off: nothing piles up here. Written
/// by one thread; any may end it.
public final class LongAnswer implements AutoCloseable {

    private static final int BUFFER_BYTES = 1_024;
    private static final long NOT_WRITING = Long.MAX_VALUE;

    private final LongAnswers all;
    private final Context ctx;
    private final Duration patience;
    private final Runnable wake;
    private volatile long writingSince = NOT_WRITING;
    private volatile boolean ended;
    private volatile boolean tooSlow;

    private LongAnswer(LongAnswers all, Context ctx, Duration patience, Runnable wake) {
        this.all = all;
        this.ctx = ctx;
        this.patience = patience;
        this.wake = wake;
    }

    /// Begins one; headers are set on the context before.
    ///
    /// @param patience how long the reader may take for what is written at a time
    /// @param wake called, from any thread, when it has ended; must not wait
    public static LongAnswer begin(
            Context ctx, String contentType, Duration patience, Runnable wake) {
        LongAnswers.Seat seat = ctx.attribute(LongAnswers.SEAT);
        if (seat == null) {
            throw new IllegalStateException("no server of ours holds this request");
        }
        seat.release().run();
        ctx.res().setStatus(200);
        ctx.res().setContentType(contentType);
        ctx.res().setBufferSize(BUFFER_BYTES);
        var answer = new LongAnswer(seat.all(), ctx, patience, wake);
        seat.all().add(answer);
        return answer;
    }

    /// Whether there is still somebody to write for.
    public boolean open() {
        return !ended;
    }

    /// Whether its reader was cut off for not keeping up.
    public boolean tooSlow() {
        return tooSlow;
    }

    /// Sends `bytes`; false where there is nobody to send them to.
    public boolean write(byte[] bytes) {
        if (ended) {
            return false;
        }
        writingSince = System.nanoTime();
        try {
            var to = ctx.res().getOutputStream();
            to.write(bytes);
            to.flush();
        } catch (IOException gone) {
            ended = true;
        } finally {
            writingSince = NOT_WRITING;
        }
        return !ended;
    }

    /// Has its writer stop as soon as it looks.
    void end() {
        ended = true;
        wake.run();
    }

    /// Cuts off a reader that has kept its writer waiting for longer than the patience.
    void cutOffIfStuck(long now) {
        long since = writingSince;
        if (since != NOT_WRITING && now - since > patience.toNanos()) {
            tooSlow = true;
            cutOff();
        }
    }

    void cutOffIfWriting() {
        if (writingSince != NOT_WRITING) {
            cutOff();
        }
    }

    private void cutOff() {
        end();
        ServletContextRequest.getServletContextRequest(ctx.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint()
                .close();
    }

    @Override
    public void close() {
        ended = true;
        all.remove(this);
    }
}
