package io.activityledger.timeline.query;

import io.activityledger.kit.http.Answers;
import io.activityledger.kit.http.Binding;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/// `GET /openapi.yaml`: which doors are there, and what is said at each? The document of all
/// services, for whoever asks, without a key.
public final class OpenApiEndpoint implements Handler {

    private static final String PATH = "/openapi.yaml";
    private static final String TYPE = "application/yaml";
    private static final int TAG_BYTES = 8;

    private final byte[] document;
    private final String tag;

    public OpenApiEndpoint() {
        document = document();
        tag = '"' + HexFormat.of().formatHex(sha256(document), 0, TAG_BYTES) + '"';
    }

    public Binding binding() {
        return Binding.get(PATH, this);
    }

    /// `GET /`: whoever begins at the door is shown where to read.
    public Binding root() {
        return Binding.get(
                "/",
                ctx -> {
                    ctx.header("Location", PATH);
                    Answers.empty(ctx, 302);
                });
    }

    @Override
    public void handle(Context ctx) {
        ctx.header("ETag", tag);
        String known = Objects.requireNonNullElse(ctx.req().getHeader("If-None-Match"), "");
        if (known.contains(tag)) {
            Answers.empty(ctx, 304);
        } else {
            Answers.write(ctx, 200, TYPE, document);
        }
    }

    private static byte[] document() {
        try (var stream = OpenApiEndpoint.class.getResourceAsStream("openapi.yaml")) {
            return Objects.requireNonNull(stream, "openapi.yaml is not in the jar").readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        }
    }
}
