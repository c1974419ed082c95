package io.activityledger.kit.http;

import io.activityledger.kit.settings.ByteSize;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// What did the caller send, if it is not too much?
public sealed interface RequestBody {

    @SuppressWarnings("ArrayRecordComponent") // parsed once, never compared
    record Read(byte[] bytes) implements RequestBody {}

    record TooLarge(ByteSize limit) implements RequestBody {}

    /// The caller went away, stalled, or sent less than announced: there is nobody to answer.
    record Broken(String reason) implements RequestBody {}

    /// Reads the body, or refuses it by its announced length before a byte of it is read; a body of
    /// unknown length is refused one byte beyond the limit.
    static RequestBody read(Context ctx, ByteSize limit) {
        long announced = ctx.req().getContentLengthLong();
        try {
            InputStream body = ctx.req().getInputStream();
            if (announced > limit.bytes()) {
                return tooLarge(ctx, body, limit);
            }
            return announced >= 0
                    ? announced(body, (int) announced)
                    : unannounced(ctx, body, limit);
        } catch (IOException failure) {
            return new Broken(failure.toString());
        }
    }

    private static RequestBody announced(InputStream body, int length) throws IOException {
        byte[] bytes = body.readNBytes(length);
        return bytes.length == length
                ? new Read(bytes)
                : new Broken("%d of %d bytes came".formatted(bytes.length, length));
    }

    private static RequestBody unannounced(Context ctx, InputStream body, ByteSize limit)
            throws IOException {
        int most = limit.asInt() == Integer.MAX_VALUE ? limit.asInt() : limit.asInt() + 1;
        byte[] bytes = body.readNBytes(most);
        return bytes.length > limit.bytes() ? tooLarge(ctx, body, limit) : new Read(bytes);
    }

    /// Takes a bounded part of the rest off the wire and throws it away: a caller that is still
    /// sending when the connection closes would see a reset in the place of the answer. One that
    /// waits for `100 Continue` is sending nothing yet.
    private static RequestBody tooLarge(Context ctx, InputStream body, ByteSize limit) {
        ctx.res().setHeader("Connection", "close");
        if (ctx.req().getHeader("Expect") == null) {
            discard(body);
        }
        return new TooLarge(limit);
    }

    private static void discard(InputStream body) {
        var scratch = new byte[8192];
        long left = 2L << 20;
        try {
            while (left > 0) {
                int read = body.read(scratch);
                if (read < 0) {
                    return;
                }
                left -= read;
            }
        } catch (IOException _) {
            Arrays.fill(scratch, (byte) 0);
        }
    }
}
