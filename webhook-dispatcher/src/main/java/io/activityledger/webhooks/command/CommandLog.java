package io.activityledger.webhooks.command;

import io.activityledger.schemas.Fact;

/// Where do commands come to stand for good? The port to `webhook-commands`. Safe for many threads.
@FunctionalInterface
public interface CommandLog {

    /// Answers when the command stands there, or when that cannot be known in time.
    Appended append(Fact command);

    /// What became of it.
    sealed interface Appended {

        /// It stands there, acknowledged by all replicas that are in sync.
        record Standing(long offset) implements Appended {}

        /// It may stand there or not: whoever asked for it should ask again.
        record Unknown(String reason) implements Appended {}
    }
}
