package io.activityledger.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.schemas.ActivityId;
import io.activityledger.schemas.Routes;
import io.activityledger.schemas.Subject;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.util.Locale;

/// Which timeline? A subject's; or the activity that has no subject, which stands alone under its
/// id.
///
/// @param kind a [Subject.Kind]'s word, or `activity`
/// @param type of an entity; else as the kind
public record TimelineName(String workspaceId, String kind, String type, String id) {

    private static final String ALONE = "activity";

    static TimelineName of(String workspaceId, Subject subject) {
        return new TimelineName(
                workspaceId, subject.kind().word(), subject.entityType(), subject.id());
    }

    static TimelineName ofActivityAlone(String workspaceId, ActivityId id) {
        return new TimelineName(workspaceId, ALONE, ALONE, id.bare());
    }

    /// Whether it is the one activity of that id.
    boolean alone() {
        return kind.equals(ALONE);
    }

    /// Where it is asked for.
    String path() {
        return switch (kind) {
            case "contact" -> "/v1/contacts/" + encoded(id) + "/activities";
            case "deal" -> "/v1/deals/" + encoded(id) + "/activities";
            case "company" -> "/v1/companies/" + encoded(id) + "/activities";
            case ALONE -> "/v1/activities/" + encoded(id);
            default -> "/v1/entities/" + encoded(type) + "/" + encoded(id) + "/activities";
        };
    }

    /// Whether the house has a door for timelines of this kind.
    boolean hasDoor() {
        String pattern =
                switch (kind) {
                    case "contact" -> "/v1/contacts/{id}/activities";
                    case "deal" -> "/v1/deals/{id}/activities";
                    case "company" -> "/v1/companies/{id}/activities";
                    case ALONE -> "/v1/activities/{id}";
                    default -> "/v1/entities/{type}/{id}/activities";
                };
        return Routes.ALL.stream()
                .anyMatch(route -> route.method().equals("GET") && route.path().equals(pattern));
    }

    /// For people.
    public String text() {
        String thing = kind.equals("entity") ? type + " " + id : kind + " " + id;
        return String.format(Locale.ROOT, "%s of workspace %s", thing, workspaceId);
    }

    byte[] bytes() {
        var to = new ByteArrayOutputStream();
        Entries.add(workspaceId, to);
        Entries.add(kind, to);
        Entries.add(type, to);
        Entries.add(id, to);
        return to.toByteArray();
    }

    static TimelineName read(ByteBuffer from) {
        return new TimelineName(
                Entries.text(from), Entries.text(from), Entries.text(from), Entries.text(from));
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, UTF_8).replace("+", "%20");
    }
}
