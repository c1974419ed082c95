package io.activityledger.webhooks.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.dialects.Timestamps;
import io.activityledger.dialects.json.JsonWriter;
import io.activityledger.schemas.Fact;
import io.activityledger.schemas.WebhookDelivery;
import io.activityledger.webhooks.endpoint.Endpoint;
import io.activityledger.webhooks.endpoint.EndpointLog;
import io.activityledger.webhooks.endpoint.Endpoints;
import io.activityledger.webhooks.endpoint.EndpointsUnread;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How does an endpoint come to be called no more, and who is told of it? The fact that it is not
/// active first, then the others of its workspace that want to hear of such things.
///
/// Should the fact not be heard, the next delivery fails too, and says it again. Safe for many
/// threads; blocks its caller, a virtual one.
public final class Disabling {

    /// The event that the others are told.
    public static final String WEBHOOK_DISABLED = "webhook.disabled";

    private static final Logger LOG = LoggerFactory.getLogger(Disabling.class);
    private static final int ID_BYTES = 16;

    private final Endpoints endpoints;
    private final EndpointLog facts;
    private final Deliveries deliveries;
    private final InstantSource clock;

    public Disabling(
            Endpoints endpoints, EndpointLog facts, Deliveries deliveries, InstantSource clock) {
        this.endpoints = endpoints;
        this.facts = facts;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    void disable(LaneKey key, String reason, Tenure tenure) throws InterruptedException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var fact =
                new Fact(
                        key.workspaceId(),
                        key.endpointId(),
                        "config/active",
                        now,
                        "webhook-dispatcher",
                        "{\"value\":false}");
        switch (facts.append(fact)) {
            case EndpointLog.Append.Appended _ -> LOG.info("Endpoint disabled endpoint={}", key);
            case EndpointLog.Append.Unavailable(_, String why) ->
                    LOG.warn("Endpoint not disabled yet endpoint={} reason={}", key, why);
        }
        tellOthers(key, reason, now, tenure);
        catchUp();
    }

    /// So that whoever delivers finds it disabled.
    private void catchUp() throws InterruptedException {
        try {
            endpoints.catchUp();
        } catch (EndpointsUnread late) {
            LOG.debug("Endpoints are read later reason={}", late.getMessage());
        }
    }

    private void tellOthers(LaneKey key, String reason, Instant now, Tenure tenure) {
        List<Endpoint> others =
                endpoints.of(key.workspaceId()).stream()
                        .filter(it -> !it.id().equals(key.endpointId()))
                        .filter(it -> it.active() && it.events().contains(WEBHOOK_DISABLED))
                        .toList();
        for (Endpoint other : others) {
            deliveries.write(notice(key, other.id(), reason, now), tenure::lasts);
        }
    }

    /// At most one an hour: deliveries that fail together say the same.
    private static WebhookDelivery notice(
            LaneKey disabled, String toldId, String reason, Instant now) {
        Instant hour = now.truncatedTo(ChronoUnit.HOURS);
        String seed = String.join("/", toldId, WEBHOOK_DISABLED, disabled.endpointId(), hour + "");
        String id = HexFormat.of().formatHex(sha256().digest(seed.getBytes(UTF_8)), 0, ID_BYTES);
        return new WebhookDelivery(
                "msg_" + id,
                disabled.workspaceId(),
                toldId,
                WEBHOOK_DISABLED,
                "",
                now,
                0,
                0,
                "",
                body(disabled, reason, now));
    }

    private static String body(LaneKey disabled, String reason, Instant now) {
        byte[] json =
                JsonWriter.bytes(to -> {
                    to.writeStartObject();
                    to.writeStringField("type", WEBHOOK_DISABLED);
                    to.writeStringField("event", WEBHOOK_DISABLED);
                    to.writeStringField("timestamp", Timestamps.print(now));
                    to.writeStringField("workspace_id", disabled.workspaceId());
                    to.writeObjectFieldStart("data");
                    to.writeObjectFieldStart("webhook");
                    to.writeStringField("id", disabled.endpointId());
                    to.writeStringField("reason", reason);
                    to.writeEndObject();
                    to.writeEndObject();
                    to.writeEndObject();
                });
        return new String(json, UTF_8);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("this JDK has no SHA-256", missing);
        }
    }
}
