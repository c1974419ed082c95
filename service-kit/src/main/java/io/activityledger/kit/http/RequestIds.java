package io.activityledger.kit.http;

import io.javalin.http.Context;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// By which name do we and our caller speak about one request?
///
/// The caller's own when it is sane, else a fresh one: a random part for the process and a count.
public final class RequestIds {

    public static final String HEADER = "X-Request-Id";

    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    private final String process;
    private final AtomicLong count = new AtomicLong();

    RequestIds() {
        var random = new byte[6];
        new SecureRandom().nextBytes(random);
        process = HexFormat.of().formatHex(random) + "-";
    }

    String forRequest(@Nullable String given) {
        return given != null && SANE.matcher(given).matches() ? given : fresh();
    }

    /// The id of the request that is being answered.
    public static String of(Context ctx) {
        String id = ctx.res().getHeader(HEADER);
        return id == null ? "" : id;
    }

    private String fresh() {
        return process + Long.toString(count.incrementAndGet(), 36);
    }
}
