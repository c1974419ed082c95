package io.activityledger.kit.http;

import io.activityledger.kit.settings.ByteSize;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;

/// What did the caller send, if it is not too much?
public sealed interface RequestBody {

    /// What a caller may still send after its body was found too large.
    ByteSize MOST_DISCARDED = ByteSize.mib(2);

    /// A body no larger than this costs less to take than a new connection does.
    ByteSize CHEAPLY_TAKEN = ByteSize.kib(8);

    String TAKEN = RequestBody.class.getName() + ".taken";

    @SuppressWarnings("ArrayRecordComponent") // parsed once, never compared
    record Read(byte[] bytes) implements RequestBody {}

    record TooLarge(ByteSize limit) implements RequestBody {}

    /// The caller went away, stalled, or sent less than announced: there is nobody to answer.
    record Broken(String reason) implements RequestBody {}

    /// Reads the body, or refuses it by its announced length before a byte of it is read; a body of
    /// unknown length is refused one byte beyond the limit.
    static RequestBody read(Context ctx, ByteSize limit) {
        ctx.req().setAttribute(TAKEN, true);
        long announced = ctx.req().getContentLengthLong();
        if (announced > limit.bytes()) {
            return tooLarge(ctx, limit);
        }
        try {
            InputStream body = ctx.req().getInputStream();
            return announced >= 0
                    ? announced(body, (int) announced)
                    : unannounced(ctx, body, limit);
        } catch (IOException brokenOff) {
            return new Broken("it breaks off, or its chunks are none");
        }
    }

    /// Before every answer: is it given without the body? A small one is taken, though it may
    /// follow its headers late: the connection could not be used again with its bytes under way. Of
    /// a large one the caller is told not to use the connection again, instead of finding it
    /// closed.
    static void leaveUnread(Context ctx) {
        long announced = ctx.req().getContentLengthLong();
        boolean chunked = ctx.req().getHeader("Transfer-Encoding") != null;
        if ((announced <= 0 && !chunked) || ctx.req().getAttribute(TAKEN) != null) {
            return;
        }
        ctx.req().setAttribute(TAKEN, true);
        if (chunked || announced > CHEAPLY_TAKEN.bytes()) {
            ctx.res().setHeader("Connection", "close");
        }
        discardSome(ctx);
    }

    private static RequestBody announced(InputStream body, int length) throws IOException {
        byte[] bytes = body.readNBytes(length);
        return bytes.length == length
                ? new Read(bytes)
                : new Broken("%d of %d bytes came".formatted(bytes.length, length));
    }

    private static RequestBody unannounced(Context ctx, InputStream body, ByteSize limit)
            throws IOException {
        byte[] bytes = body.readNBytes((int) Math.min(limit.bytes() + 1, Integer.MAX_VALUE));
        return bytes.length > limit.bytes() ? tooLarge(ctx, limit) : new Read(bytes);
    }

    private static RequestBody tooLarge(Context ctx, ByteSize limit) {
        ctx.res().setHeader("Connection", "close");
        discardSome(ctx);
        return new TooLarge(limit);
    }

    /// Takes a bounded part of the rest off the wire and throws it away: a caller that is still
    /// sending when the connection closes would see a reset in the place of the answer. One that
    /// waits for `100 Continue` is sending nothing yet, and asking for its stream would tell it to.
    private static void discardSome(Context ctx) {
        if (ctx.req().getHeader("Expect") != null) {
            return;
        }
        try {
            ctx.req().getInputStream().skip(MOST_DISCARDED.bytes());
        } catch (IOException _) {
            // gone already: nobody is left to see a reset
        }
    }
}
