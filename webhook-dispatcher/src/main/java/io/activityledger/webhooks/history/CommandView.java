package io.activityledger.webhooks.history;

import io.activityledger.dialects.Timestamps;
import io.activityledger.dialects.json.JsonWriter;
import io.activityledger.webhooks.command.Command;
import io.activityledger.webhooks.delivery.Replay;
import java.util.List;

/// How is a command answered that is durable and not yet obeyed?
final class CommandView {

    private CommandView() {}

    static byte[] retry(String webhookId) {
        return named("retry", to -> to.writeStringField("webhook_id", webhookId));
    }

    static byte[] dropped(String webhookId) {
        return named("dropped", to -> to.writeStringField("webhook_id", webhookId));
    }

    static byte[] cancelled(String replayId) {
        return named("cancelled", to -> to.writeStringField("id", replayId));
    }

    static byte[] recovery(CommandRequest reading) {
        return named(
                "recovery",
                to -> {
                    if (reading instanceof CommandRequest.Asked(Command.Recover(var since))) {
                        to.writeStringField("since", Timestamps.print(since));
                    }
                });
    }

    /// @param offset where the command stands, which names the replay
    static byte[] replay(CommandRequest reading, long offset) {
        return reading instanceof CommandRequest.Asked(Command.Replay(var from, var to))
                ? replay(
                        new Replay(
                                Replay.idOf(offset),
                                from,
                                to,
                                Replay.State.PENDING,
                                List.of(),
                                List.of(),
                                0))
                : new byte[0];
    }

    static byte[] replay(Replay replay) {
        return PageView.single("replay", replay.json());
    }

    private static byte[] named(String name, JsonWriter.Content fields) {
        return PageView.single(
                name,
                JsonWriter.bytes(to -> {
                    to.writeStartObject();
                    fields.write(to);
                    to.writeEndObject();
                }));
    }
}
