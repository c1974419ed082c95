package io.activityledger.timeline.live;

import io.activityledger.access.Caller;
import io.activityledger.access.GuardedEndpoint.AdmittedHandler;
import io.activityledger.access.Tickets;
import io.activityledger.dialects.json.JsonWriter;
import io.activityledger.kit.http.Answers;
import io.javalin.http.Context;

/// `POST /v1/stream-tickets`: lets a page, whose `EventSource` sends no key, open a stream.
public final class StreamTicketEndpoint implements AdmittedHandler {

    private final Tickets tickets;

    public StreamTicketEndpoint(Tickets tickets) {
        this.tickets = tickets;
    }

    @Override
    public void handle(Context ctx, Caller caller) {
        Tickets.Ticket ticket = tickets.issue(caller);
        ctx.header("Cache-Control", "no-store");
        byte[] body =
                JsonWriter.bytes(to -> {
                    to.writeStartObject();
                    to.writeObjectFieldStart("data");
                    to.writeStringField("ticket", ticket.text());
                    to.writeStringField("expires_at", ticket.expiresAt().toString());
                    to.writeEndObject();
                    to.writeEndObject();
                });
        Answers.json(ctx, 201, body);
    }
}
