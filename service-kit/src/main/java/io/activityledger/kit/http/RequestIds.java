package io.activityledger.kit.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/// By which name do we and our caller speak about one request?
///
/// The caller's own when it is sane, else a fresh one: a random part for the process and a count.
public final class RequestIds {

    public static final String HEADER = "X-Request-Id";

    /// The name under which logging knows it.
    public static final String IN_LOG = "request_id";

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

    /// The handler, whose lines in the log all bear the request's id.
    static Handler logged(Handler handler) {
        return ctx -> {
            try (var _ = MDC.putCloseable(IN_LOG, of(ctx))) {
                handler.handle(ctx);
            }
        };
    }

    /// The task, whose lines in the log bear the id of the request that the calling thread answers.
    public static <T> Callable<T> carried(Callable<T> task) {
        String id = MDC.get(IN_LOG);
        return id == null
                ? task
                : () -> {
                    try (var _ = MDC.putCloseable(IN_LOG, id)) {
                        return task.call();
                    }
                };
    }

    private String fresh() {
        return process + Long.toString(count.incrementAndGet(), 36);
    }
}
