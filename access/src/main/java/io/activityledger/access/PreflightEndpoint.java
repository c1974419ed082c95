package io.activityledger.access;

import io.activityledger.kit.http.Answers;
import io.activityledger.kit.http.Binding;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/// `OPTIONS` at every door: which methods it has and, before a browser's call, whether a page of
/// that origin may call. Asks for no key, since browsers send none: any workspace's word is enough
/// here, the workspace's own counts once its key is known.
final class PreflightEndpoint implements Handler {

    private final SequencedSet<String> methods;
    private final Workspaces workspaces;

    private PreflightEndpoint(SequencedSet<String> methods, Workspaces workspaces) {
        this.methods = methods;
        this.workspaces = workspaces;
    }

    /// The bindings of one server, each path with an `OPTIONS` of its own.
    ///
    /// @param further methods at the same paths that another server answers
    static List<Binding> beside(
            List<Binding> bindings, Collection<Binding> further, Workspaces workspaces) {
        Map<String, SequencedSet<String>> paths = new LinkedHashMap<>();
        bindings.forEach(each -> paths.computeIfAbsent(each.path(), _ -> new TreeSet<>()));
        Stream.concat(bindings.stream(), further.stream())
                .forEach(each -> {
                    if (paths.containsKey(each.path())) {
                        paths.get(each.path()).add(each.method());
                    }
                });
        paths.values().stream()
                .filter(methods -> methods.contains("GET"))
                .forEach(methods -> methods.add("HEAD"));
        return Stream.concat(
                        bindings.stream(),
                        paths.entrySet().stream()
                                .filter(path -> !path.getValue().contains("OPTIONS"))
                                .map(path ->
                                        new Binding(
                                                "OPTIONS",
                                                path.getKey(),
                                                new PreflightEndpoint(
                                                        path.getValue(), workspaces))))
                .toList();
    }

    @Override
    public void handle(Context ctx) {
        String possible = String.join(", ", methods);
        ctx.header("Allow", possible + ", OPTIONS");
        ctx.header("Vary", CrossOrigin.ORIGIN + ", " + CrossOrigin.REQUEST_METHOD);
        String origin = ctx.req().getHeader(CrossOrigin.ORIGIN);
        boolean preflight = ctx.req().getHeader(CrossOrigin.REQUEST_METHOD) != null;
        if (origin != null && preflight && workspaces.anyAllows(origin)) {
            ctx.header(CrossOrigin.ALLOW_ORIGIN, origin);
            ctx.header(CrossOrigin.ALLOW_METHODS, possible);
            ctx.header(CrossOrigin.ALLOW_HEADERS, CrossOrigin.ALLOWED);
            ctx.header(CrossOrigin.MAX_AGE, CrossOrigin.MAX_AGE_SECONDS);
        }
        Answers.empty(ctx, 204);
    }
}
