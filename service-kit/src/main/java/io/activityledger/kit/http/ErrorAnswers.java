package io.activityledger.kit.http;

import io.activityledger.kit.settings.ByteSize;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.ExceptionHandler;
import io.javalin.http.Handler;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import java.util.Arrays;
import java.util.function.ObjIntConsumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers for what no endpoint answers: unknown route, wrong method, too large, a bug.
public final class ErrorAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);

    private final ErrorBody errors;

    public ErrorAnswers(ErrorBody errors) {
        this.errors = errors;
    }

    /// Writes any error in the dialect of the request's path.
    public void write(Context ctx, int status, String code, String message) {
        Answers.refused(ctx, code);
        var error = new HttpError(status, code, message, ctx.path(), RequestIds.of(ctx));
        var body = errors.render(error);
        Answers.write(ctx, status, body.contentType(), body.bytes());
    }

    public void tooLarge(Context ctx, ByteSize limit) {
        write(ctx, 413, "payload_too_large", "The body is larger than " + limit + ".");
    }

    /// Answers where no handler does; the status and the code are told to `unrouted`.
    void bindTo(RoutesConfig routes, ObjIntConsumer<String> unrouted) {
        routes.exception(MethodNotAllowedResponse.class, counting(unrouted, this::wrongMethod));
        routes.exception(HttpResponseException.class, counting(unrouted, this::refused));
        routes.exception(
                Exception.class, counting(unrouted, (failure, ctx) -> internal(ctx, failure)));
    }

    private static <E extends Exception> ExceptionHandler<E> counting(
            ObjIntConsumer<String> unrouted, ExceptionHandler<E> answering) {
        return (failure, ctx) -> {
            answering.handle(failure, ctx);
            int status = ctx.res().getStatus();
            unrouted.accept(Answers.refusalOf(ctx, status), status);
        };
    }

    /// Whatever a handler throws is answered here, so that its status stands when it returns.
    Handler guarding(Handler handler) {
        return ctx -> {
            try {
                handler.handle(ctx);
            } catch (HttpResponseException refusal) {
                refused(refusal, ctx);
            } catch (CallerGone gone) {
                LOG.debug("The caller went away path={}", ctx.path(), gone);
            } catch (Exception | Error failure) {
                internal(ctx, failure);
            }
        };
    }

    void internal(Context ctx, Throwable failure) {
        LOG.error(
                "Request failed method={} path={} request_id={}",
                ctx.req().getMethod(),
                ctx.path(),
                RequestIds.of(ctx),
                failure);
        if (!ctx.res().isCommitted()) {
            ctx.res().resetBuffer();
            write(ctx, 500, "internal_error", "Something went wrong on our side.");
        }
    }

    private void wrongMethod(MethodNotAllowedResponse refusal, Context ctx) {
        String allowed =
                refusal.getDetails().values().stream()
                        .flatMap(methods -> Arrays.stream(methods.split(", ")))
                        .filter(method -> !method.equals("OPTIONS"))
                        .sorted()
                        .collect(Collectors.joining(", ", "", ", OPTIONS"));
        ctx.res().setHeader("Allow", allowed);
        String method = ctx.req().getMethod();
        if (method.equals("OPTIONS")) {
            Answers.empty(ctx, 204);
            return;
        }
        String message = method + " is not possible here; possible: " + allowed + ".";
        write(ctx, 405, "method_not_allowed", message);
    }

    private void refused(HttpResponseException refusal, Context ctx) {
        int status = refusal.getStatus();
        String message =
                status == 404
                        ? "There is nothing at " + ctx.path() + "."
                        : String.valueOf(refusal.getMessage());
        write(ctx, status, ConnectionErrors.codeOf(status), message);
    }
}
