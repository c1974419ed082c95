package io.activityledger.timeline.planted;

import java.util.concurrent.CompletableFuture;

final class PromisesLater {
    public CompletableFuture<String> later() {
        return CompletableFuture.completedFuture("now");
    }
}
