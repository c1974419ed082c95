package io.activityledger.webhooks.receiver;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Which addresses does a name lead to, without anybody waiting for it?
///
/// The machine's resolver blocks its thread inside native code for as long as a name's servers are
/// silent: on virtual threads it would stop all others with it. So these few platform threads do
/// nothing else, and a name that is already being looked up is never looked up beside that. Safe
/// for any thread.
final class NameLookups implements AutoCloseable {

    private static final int WAITING = 10_000;
    private static final int IDLE_SECONDS = 10;

    private final NameResolver resolver;
    private final Duration limit;
    private final ThreadPoolExecutor threads;
    private final ConcurrentMap<String, CompletableFuture<List<InetAddress>>> underWay =
            new ConcurrentHashMap<>();

    NameLookups(NameResolver resolver, ReceiverLimits limits) {
        this.resolver = resolver;
        this.limit = limits.lookup();
        this.threads =
                new ThreadPoolExecutor(
                        limits.lookups(),
                        limits.lookups(),
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(WAITING),
                        Thread.ofPlatform().daemon().name("webhook-lookup-", 0).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    /// Tells `then` the addresses or why there are none, on another thread or this one.
    void lookUp(String host, BiConsumer<@Nullable List<InetAddress>, @Nullable Throwable> then) {
        var _ =
                joined(host)
                        .copy()
                        .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                        .whenComplete((addresses, failure) ->
                                then.accept(addresses, named(failure, host)));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private CompletableFuture<List<InetAddress>> joined(String host) {
        var fresh = new CompletableFuture<List<InetAddress>>();
        var earlier = underWay.putIfAbsent(host, fresh);
        if (earlier != null) {
            return earlier;
        }
        try {
            threads.execute(() -> answer(host, fresh));
        } catch (RejectedExecutionException tooMany) {
            underWay.remove(host, fresh);
            fresh.completeExceptionally(tooMany);
        }
        return fresh;
    }

    private void answer(String host, CompletableFuture<List<InetAddress>> lookup) {
        try {
            var addresses = resolver.addressesOf(host);
            underWay.remove(host, lookup);
            lookup.complete(addresses);
        } catch (UnknownHostException | RuntimeException unknown) {
            underWay.remove(host, lookup);
            lookup.completeExceptionally(unknown);
        }
    }

    /// All that goes wrong with a name is said in one way.
    private static @Nullable Throwable named(@Nullable Throwable failure, String host) {
        Throwable cause =
                failure == null || failure.getCause() == null ? failure : failure.getCause();
        return switch (cause) {
            case null -> null;
            case TimeoutException _ ->
                    new UnknownHostException("the name " + host + " was not looked up in time");
            case RejectedExecutionException _ ->
                    new UnknownHostException("too many names are being looked up");
            case Throwable _ -> new UnknownHostException("the name " + host + " is not known");
        };
    }
}
