package io.activityledger.webhooks.matching;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.dialects.Timestamps;
import io.activityledger.dialects.json.JsonWriter;
import io.activityledger.dialects.leadlex.LeadLexView;
import io.activityledger.schemas.Activity;
import io.activityledger.schemas.ActivityId;
import io.activityledger.schemas.WebhookDelivery;
import io.activityledger.webhooks.endpoint.Endpoint;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Who is to be told of an activity, and in which words? The same activity at the same place always
/// gives the same deliveries, ids included.
public final class Matcher {

    /// The one event that the ledger has to tell of.
    public static final String ACTIVITY_CREATED = "activity.created";

    private static final int ID_BYTES = 16;

    private Matcher() {}

    /// Where a record stands on `activities`.
    public record Origin(int partition, long offset) {}

    /// One delivery for each of the workspace's endpoints that wants it; the body is built once.
    static List<WebhookDelivery> match(Activity activity, Origin origin, List<Endpoint> endpoints) {
        List<Endpoint> wanting =
                endpoints.stream()
                        .filter(it ->
                                it.wants(ACTIVITY_CREATED, origin.partition(), origin.offset()))
                        .filter(it -> it.settings().filter().passes(activity))
                        .toList();
        if (wanting.isEmpty()) {
            return List.of();
        }
        String body = body(activity);
        String subjectKey = activity.recordKey().text();
        return wanting.stream()
                .map(endpoint -> delivery(activity, origin, endpoint, subjectKey, body))
                .toList();
    }

    /// The delivery of an activity once more, for a replay; empty where the endpoint does not want
    /// it. It is about no subject, so that it stands outside every order.
    public static Optional<WebhookDelivery> again(
            Activity activity, Origin origin, Endpoint endpoint, String replayId) {
        boolean wanted =
                endpoint.events().contains(ACTIVITY_CREATED)
                        && endpoint.settings().filter().passes(activity);
        if (!wanted) {
            return Optional.empty();
        }
        return Optional.of(
                new WebhookDelivery(
                        webhookId(endpoint.id(), activity.id(), replayId),
                        activity.workspaceId(),
                        endpoint.id(),
                        ACTIVITY_CREATED,
                        activity.id().prefixed(),
                        activity.recordedAt(),
                        origin.partition(),
                        origin.offset(),
                        "",
                        body(activity)));
    }

    private static WebhookDelivery delivery(
            Activity activity, Origin origin, Endpoint endpoint, String subjectKey, String body) {
        return new WebhookDelivery(
                webhookId(endpoint.id(), activity.id()),
                activity.workspaceId(),
                endpoint.id(),
                ACTIVITY_CREATED,
                activity.id().prefixed(),
                activity.recordedAt(),
                origin.partition(),
                origin.offset(),
                subjectKey,
                body);
    }

    /// By hash, so that whoever matches again gives the same id. The activity's part has a fixed
    /// length: no two pairs read the same.
    static String webhookId(String endpointId, ActivityId activity) {
        return webhookId(endpointId, activity, "");
    }

    private static String webhookId(String endpointId, ActivityId activity, String replayId) {
        String named = endpointId + activity.bare() + replayId;
        byte[] hash = sha256().digest(named.getBytes(UTF_8));
        return "msg_" + HexFormat.of().formatHex(hash, 0, ID_BYTES);
    }

    private static String body(Activity activity) {
        String view = new String(LeadLexView.activity(activity), UTF_8);
        byte[] body =
                JsonWriter.bytes(to -> {
                    to.writeStartObject();
                    to.writeStringField("type", ACTIVITY_CREATED);
                    to.writeStringField("event", ACTIVITY_CREATED);
                    to.writeStringField("timestamp", Timestamps.print(activity.recordedAt()));
                    to.writeStringField("workspace_id", activity.workspaceId());
                    to.writeObjectFieldStart("data");
                    to.writeFieldName("activity");
                    to.writeRawValue(view);
                    to.writeEndObject();
                    to.writeEndObject();
                });
        return new String(body, UTF_8);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("this JDK has no SHA-256", missing);
        }
    }
}
