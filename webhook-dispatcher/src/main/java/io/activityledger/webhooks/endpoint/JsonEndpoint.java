package io.activityledger.webhooks.endpoint;

import io.activityledger.dialects.Refusal;
import io.activityledger.dialects.leadlex.LeadLexView;
import io.activityledger.kit.http.Answers;
import io.activityledger.kit.http.ErrorBody;
import io.activityledger.kit.http.HttpError;
import io.activityledger.kit.http.RequestBody;
import io.activityledger.kit.settings.ByteSize;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What JSON did the caller send, and how is it turned down? The envelope is the native dialect's;
/// what is too large (413) is refused before what is no JSON (415).
public final class JsonEndpoint {

    private static final Pattern JSON_TYPE =
            Pattern.compile("application/([a-z0-9!#$&^_.-]+\\+)?json\\s*(;.*)?");

    private JsonEndpoint() {}

    /// The body; empty when the request has been answered already.
    public static Optional<byte[]> body(Context ctx, ByteSize limit) {
        return switch (RequestBody.read(ctx, limit)) {
            case RequestBody.Read(byte[] bytes) -> ofJsonType(ctx, bytes);
            case RequestBody.TooLarge _ -> refused(ctx, tooLarge(limit));
            case RequestBody.Broken(String reason) -> refused(ctx, broken(reason));
        };
    }

    public static void refuse(Context ctx, Refusal refusal) {
        Answers.refused(ctx, refusal.code());
        Answers.json(ctx, refusal.status(), LeadLexView.refusal(refusal));
    }

    /// The same, for a refusal that ends by itself.
    public static void refuse(Context ctx, Refusal refusal, Duration retryAfter) {
        ctx.header("Retry-After", Long.toString(retryAfter.plusMillis(999).toSeconds()));
        refuse(ctx, refusal);
    }

    /// For what no endpoint refuses: unknown paths, wrong methods, keys that do not fit.
    public static ErrorBody.Rendered render(HttpError error) {
        Refusal refusal = Refusal.of(error.status(), error.code(), error.message());
        return new ErrorBody.Rendered(Answers.JSON, LeadLexView.refusal(refusal));
    }

    /// A caller that says nothing about the type is believed to send JSON.
    private static Optional<byte[]> ofJsonType(Context ctx, byte[] bytes) {
        String type = ctx.req().getContentType();
        return type == null || JSON_TYPE.matcher(type.strip().toLowerCase(Locale.ROOT)).matches()
                ? Optional.of(bytes)
                : refused(ctx, noJson());
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
