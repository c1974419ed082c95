package io.activityledger.access;

import io.activityledger.kit.http.Answers;
import io.activityledger.kit.http.Binding;
import io.activityledger.kit.http.ErrorBody;
import io.activityledger.kit.http.HttpError;
import io.activityledger.kit.http.RequestIds;
import io.activityledger.schemas.Permission;
import io.activityledger.schemas.QueryParameters;
import io.activityledger.schemas.Routes.Route;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Stands at a door: lets those in whom the [Gatekeeper] admits, answers the others in the dialect
/// of the door.
public final class GuardedEndpoint implements Handler {

    private static final Admission SPENT =
            new Admission.Refused(
                    401,
                    "invalid_key",
                    "This ticket has expired or never was one: get another",
                    Map.of("WWW-Authenticate", "Bearer"));

    private final Gatekeeper gatekeeper;
    private final Permission needed;
    private final ErrorBody errors;
    private final AdmittedHandler next;
    private final @Nullable Tickets tickets;

    /// A door under no path yet.
    public GuardedEndpoint(
            Gatekeeper gatekeeper, Permission needed, ErrorBody errors, AdmittedHandler next) {
        this(gatekeeper, needed, errors, next, null);
    }

    private GuardedEndpoint(
            Gatekeeper gatekeeper,
            Permission needed,
            ErrorBody errors,
            AdmittedHandler next,
            @Nullable Tickets tickets) {
        this.gatekeeper = gatekeeper;
        this.needed = needed;
        this.errors = errors;
        this.next = next;
        this.tickets = tickets;
    }

    /// The same door under each path of a route, for whoever has the permission that it asks for.
    public static Stream<Binding> at(
            Route route, Gatekeeper gatekeeper, ErrorBody errors, AdmittedHandler next) {
        return new GuardedEndpoint(gatekeeper, route.permission(), errors, next).under(route);
    }

    /// The same door, which also lets in whoever has a ticket in the query: for browsers' event
    /// sources, which send no header.
    public GuardedEndpoint orTicket(Tickets taken) {
        return new GuardedEndpoint(gatekeeper, needed, errors, next, taken);
    }

    /// This door under each path of a route.
    public Stream<Binding> under(Route route) {
        AdmittedHandler telling = IgnoredParametersEndpoint.toldOf(QueryParameters.of(route), next);
        var door = new GuardedEndpoint(gatekeeper, needed, errors, telling, tickets);
        return route.paths().stream().map(path -> new Binding(route.method(), path, door));
    }

    @Override
    public void handle(Context ctx) throws Exception {
        Admission admission = admission(ctx);
        admission.headers().forEach(ctx::header);
        switch (admission) {
            case Admission.Admitted(Caller caller, _) -> {
                Workspace workspace = gatekeeper.workspaces().of(caller.workspaceId());
                openToPages(ctx, workspace::allowsOrigin);
                next.handle(ctx, caller);
            }
            case Admission.Refused(int status, String code, String message, _) -> {
                openToPages(ctx, gatekeeper.workspaces()::anyAllows);
                refuse(ctx, status, code, message);
            }
        }
    }

    private Admission admission(Context ctx) {
        String authorization = authorization(ctx);
        if (tickets != null && authorization.isEmpty()) {
            String ticket = ctx.queryParam("ticket");
            if (ticket != null) {
                return tickets.redeem(ticket)
                        .map(key -> gatekeeper.admit(key, fromLoopback(ctx), needed))
                        .orElse(SPENT);
            }
        }
        return gatekeeper.admit(authorization, fromLoopback(ctx), needed);
    }

    private void refuse(Context ctx, int status, String code, String message) {
        Answers.refused(ctx, code);
        var body =
                errors.render(new HttpError(status, code, message, ctx.path(), RequestIds.of(ctx)));
        Answers.write(ctx, status, body.contentType(), body.bytes());
    }

    /// Lets a page read the answer, where its origin is allowed.
    private static void openToPages(Context ctx, Predicate<String> allowed) {
        String origin = ctx.req().getHeader(CrossOrigin.ORIGIN);
        if (origin == null) {
            return;
        }
        ctx.header("Vary", CrossOrigin.ORIGIN);
        if (allowed.test(origin)) {
            ctx.header(CrossOrigin.ALLOW_ORIGIN, origin);
            ctx.header(CrossOrigin.EXPOSE_HEADERS, CrossOrigin.EXPOSED);
        }
    }

    /// The key stands in `Authorization` or, as Reevo's clients send it, by itself in `X-Api-Key`.
    private static String authorization(Context ctx) {
        String authorization = ctx.req().getHeader("Authorization");
        String key = ctx.req().getHeader("X-Api-Key");
        if (authorization == null && key != null) {
            return "Bearer " + key;
        }
        return Objects.requireNonNullElse(authorization, "");
    }

    private static boolean fromLoopback(Context ctx) {
        String address = ctx.req().getRemoteAddr();
        return address.startsWith("127.")
                || address.equals("[::1]")
                || address.equals("::1")
                || address.equals("0:0:0:0:0:0:0:1")
                || address.equals("[0:0:0:0:0:0:0:1]");
    }

    /// What answers those who were let in.
    @FunctionalInterface
    public interface AdmittedHandler {
        void handle(Context ctx, Caller caller) throws Exception;
    }
}
