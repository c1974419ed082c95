package io.activityledger.ingest.http;

import io.activityledger.dialects.Refusal;
import io.activityledger.dialects.reading.IgnoredNames;
import io.activityledger.dialects.spoken.Dialects;
import io.activityledger.kit.http.Answers;
import io.activityledger.kit.http.ErrorBody;
import io.activityledger.kit.http.HttpError;
import io.activityledger.kit.http.RequestBody;
import io.activityledger.kit.http.RequestIds;
import io.activityledger.kit.settings.ByteSize;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What JSON did the caller send, and how is it turned down? The envelope is that of the path's
/// dialect; what is too large (413) is refused before what is no JSON (415).
public final class JsonEndpoint {

    private static final Pattern JSON_TYPE =
            Pattern.compile("application/([a-z0-9!#$&^_.-]+\\+)?json\\s*(;.*)?");

    private static final Pattern LINES_TYPE = Pattern.compile("application/(x-)?ndjson\\s*(;.*)?");
    private static final Pattern BATCH_TYPE = Pattern.compile(JSON_TYPE + "|" + LINES_TYPE);

    private JsonEndpoint() {}

    /// The body; empty when the request has been answered already.
    public static Optional<byte[]> body(Context ctx, ByteSize limit) {
        return body(ctx, limit, JSON_TYPE);
    }

    /// The body of a batch: one JSON array, or an object on each line.
    public static Optional<byte[]> batch(Context ctx, ByteSize limit) {
        return body(ctx, limit, BATCH_TYPE);
    }

    /// Does the caller say that an object stands on each line?
    public static boolean isLines(Context ctx) {
        String type = ctx.req().getContentType();
        return type != null && LINES_TYPE.matcher(spelled(type)).matches();
    }

    private static Optional<byte[]> body(Context ctx, ByteSize limit, Pattern types) {
        return switch (RequestBody.read(ctx, limit)) {
            case RequestBody.Read(byte[] bytes) -> ofType(ctx, bytes, types);
            case RequestBody.TooLarge _ -> refused(ctx, tooLarge(limit));
            case RequestBody.Broken(String reason) -> refused(ctx, broken(reason));
        };
    }

    public static void refuse(Context ctx, Refusal refusal) {
        Answers.refused(ctx, refusal.code());
        byte[] body = Dialects.refusalAt(ctx.path(), refusal, RequestIds.of(ctx));
        Answers.json(ctx, refusal.status(), body);
    }

    /// The same, for a refusal that ends by itself.
    public static void refuse(Context ctx, Refusal refusal, Duration retryAfter) {
        retryAfter(ctx, retryAfter);
        refuse(ctx, refusal);
    }

    /// Tells which fields of the body nobody knows, if any.
    public static void tellIgnored(Context ctx, List<String> names) {
        if (!names.isEmpty()) {
            ctx.header(IgnoredNames.FIELDS, IgnoredNames.inHeader(names));
        }
    }

    public static void retryAfter(Context ctx, Duration retryAfter) {
        ctx.header("Retry-After", Long.toString(retryAfter.plusMillis(999).toSeconds()));
    }

    /// For what no endpoint refuses: unknown paths, wrong methods, keys that do not fit.
    public static ErrorBody.Rendered render(HttpError error) {
        Refusal refusal = Refusal.of(error.status(), error.code(), error.message());
        return new ErrorBody.Rendered(
                Answers.JSON, Dialects.refusalAt(error.path(), refusal, error.requestId()));
    }

    /// A caller that says nothing about the type is believed to send JSON.
    private static Optional<byte[]> ofType(Context ctx, byte[] bytes, Pattern types) {
        String type = ctx.req().getContentType();
        return type == null || types.matcher(spelled(type)).matches()
                ? Optional.of(bytes)
                : refused(ctx, noJson());
    }

    private static String spelled(String type) {
        return type.strip().toLowerCase(Locale.ROOT);
    }

    private static Optional<byte[]> refused(Context ctx, Refusal refusal) {
        refuse(ctx, refusal);
        return Optional.empty();
    }

    private static Refusal tooLarge(ByteSize limit) {
        return Refusal.of(413, "payload_too_large", "The body is larger than " + limit);
    }

    private static Refusal noJson() {
        return Refusal.of(415, "unsupported_media_type", "Send the body as application/json");
    }

    private static Refusal broken(String reason) {
        return Refusal.of(400, "validation_error", "The body did not arrive whole: " + reason);
    }
}
