package io.activityledger.timeline.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Does several things at once, each on a virtual thread, and waits for all: a bug in one is thrown
/// here.
final class Together {

    private Together() {}

    static <T> List<T> call(List<? extends Callable<T>> calls) {
        List<T> results = new ArrayList<>(calls.size());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<T> each : threads.invokeAll(calls)) {
                results.add(each.get());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        } catch (ExecutionException failure) {
            throw new IllegalStateException("one of several failed", failure.getCause());
        }
        return results;
    }
}
