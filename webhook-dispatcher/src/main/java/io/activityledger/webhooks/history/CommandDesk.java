package io.activityledger.webhooks.history;

import io.activityledger.access.Caller;
import io.activityledger.kit.settings.ByteSize;
import io.activityledger.webhooks.command.Command;
import io.activityledger.webhooks.command.CommandLog;
import io.activityledger.webhooks.endpoint.Endpoint;
import java.time.InstantSource;

/// How does a command come from a request onto its topic?
///
/// @param maxBody of a request; beyond it the answer is 413
public record CommandDesk(CommandLog log, InstantSource clock, ByteSize maxBody) {

    CommandLog.Appended append(Command command, Endpoint endpoint, Caller caller) {
        return log.append(
                command.fact(
                        endpoint.workspaceId(), endpoint.id(), clock.instant(), caller.userId()));
    }
}
