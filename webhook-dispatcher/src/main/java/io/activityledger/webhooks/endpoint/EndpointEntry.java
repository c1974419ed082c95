package io.activityledger.webhooks.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.dialects.json.Json;
import io.activityledger.dialects.json.JsonParser;
import io.activityledger.dialects.json.JsonReading;
import io.activityledger.schemas.Fact;
import io.activityledger.webhooks.endpoint.Endpoint.LastDelivery;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What is known of one endpoint: its statements by the name of their fact, and what they add up
/// to.
///
/// Of a deleted one nothing is kept but that it was. Belongs to the book.
final class EndpointEntry {

    private static final long FIRST_SECRET = 0;

    private final String workspaceId;
    private final String endpointId;
    private final Map<String, Statement> statements = new HashMap<>();
    private final NavigableMap<Long, Kept> secrets = new TreeMap<>();
    private final Map<String, CustomHeaders> headers = new HashMap<>();
    private final List<Endpoint> sum = new ArrayList<>(1);

    EndpointEntry(String workspaceId, String endpointId) {
        this.workspaceId = workspaceId;
        this.endpointId = endpointId;
    }

    /// @param previousUntil how long those before it sign
    private record Kept(EndpointSecret secret, Instant previousUntil) {}

    String workspaceId() {
        return workspaceId;
    }

    /// False where a secret in it could not be opened.
    boolean take(String fact, Statement statement, EndpointSecrets house) {
        if (statements.containsKey(Fact.DELETED)) {
            return true;
        }
        sum.clear();
        return switch (statement) {
            case Statement.Deleted deleted -> {
                statements.clear();
                secrets.clear();
                headers.clear();
                statements.put(fact, deleted);
                yield true;
            }
            case Statement.Created created -> {
                statements.put(fact, created);
                boolean opened = open(fact, created.settings().get(Setting.HEADERS), house);
                yield keep(FIRST_SECRET, created.sealed(), Instant.MAX, house) && opened;
            }
            case Statement.Secret(long number, String sealed, Instant previousUntil) ->
                    keep(number, sealed, previousUntil, house);
            case Statement.Configured(Setting setting, Json value) -> {
                statements.put(fact, statement);
                yield setting != Setting.HEADERS || open(fact, value, house);
            }
            case Statement.Strange _ -> true;
            case Statement.Url _,
                    Statement.Events _,
                    Statement.Description _,
                    Statement.Active _,
                    Statement.Health _ -> {
                statements.put(fact, statement);
                yield true;
            }
        };
    }

    void withdraw(String fact) {
        sum.clear();
        statements.remove(fact);
        headers.remove(fact);
        if (fact.equals(Fact.CREATED)) {
            secrets.remove(FIRST_SECRET);
        } else if (fact.matches(Statement.SECRET + "\\d{1,18}")) {
            secrets.remove(Statement.numberOf(fact));
        }
    }

    /// Empty before it is created and after it is deleted.
    Optional<Endpoint> endpoint() {
        if (sum.isEmpty()) {
            find(Fact.CREATED, Statement.Created.class).ifPresent(created -> sum.add(sum(created)));
        }
        return sum.stream().findFirst();
    }

    private Endpoint sum(Statement.Created created) {
        URI url =
                find(Statement.CONFIG + "url", Statement.Url.class)
                        .map(Statement.Url::url)
                        .orElse(created.url());
        List<String> events =
                find(Statement.CONFIG + "events", Statement.Events.class)
                        .map(Statement.Events::names)
                        .orElse(created.events());
        String description =
                find(Statement.CONFIG + "description", Statement.Description.class)
                        .map(Statement.Description::text)
                        .orElse(created.description());
        boolean active =
                find(Statement.CONFIG + "active", Statement.Active.class)
                        .map(Statement.Active::active)
                        .orElse(created.active());
        Optional<LastDelivery> last =
                find(Fact.HEALTH, Statement.Health.class).map(Statement.Health::last);
        Map<Setting, Json> settings = settings(created);
        Optional<CustomHeaders> ownHeaders = headers(settings);
        return new Endpoint(
                workspaceId,
                endpointId,
                url,
                events,
                description.isEmpty() ? null : description,
                active,
                ownHeaders.isEmpty() ? List.of() : secrets(),
                created.from(),
                created.at(),
                last.orElse(null),
                Setting.settings(settings).with(ownHeaders.orElseGet(CustomHeaders::none)));
    }

    /// All but the headers, which stand opened elsewhere.
    private Map<Setting, Json> settings(Statement.Created created) {
        Map<Setting, Json> settings = new EnumMap<>(Setting.class);
        settings.putAll(created.settings());
        for (Setting setting : Setting.values()) {
            find(Statement.CONFIG + setting.field(), Statement.Configured.class)
                    .ifPresent(configured -> settings.put(setting, configured.value()));
        }
        return settings;
    }

    /// Takes them out of the settings. Empty where they cannot be opened: nothing is sent without
    /// what should be sent with it.
    private Optional<CustomHeaders> headers(Map<Setting, Json> settings) {
        Json sealed = settings.remove(Setting.HEADERS);
        if (!(sealed instanceof Json.JsonText)) {
            return Optional.of(CustomHeaders.none());
        }
        String latest = Statement.CONFIG + Setting.HEADERS.field();
        String fact = statements.containsKey(latest) ? latest : Fact.CREATED;
        return Optional.ofNullable(headers.get(fact));
    }

    /// The newest first, each with the moment at which the first of those after it ends it.
    private List<EndpointSecret> secrets() {
        List<EndpointSecret> all = new ArrayList<>();
        Instant until = Instant.MAX;
        for (var each : secrets.descendingMap().entrySet()) {
            Kept kept = each.getValue();
            all.add(new EndpointSecret(kept.secret().text(), each.getKey(), until));
            until = until.isBefore(kept.previousUntil()) ? until : kept.previousUntil();
        }
        return all;
    }

    /// The oldest are forgotten: no more may sign.
    private boolean keep(long number, String sealed, Instant previousUntil, EndpointSecrets house) {
        Optional<EndpointSecret> opened = house.open(sealed, workspaceId, endpointId);
        secrets.remove(number);
        opened.ifPresent(secret -> secrets.put(number, new Kept(secret, previousUntil)));
        while (secrets.size() > Endpoint.MOST_SECRETS) {
            secrets.pollFirstEntry();
        }
        return opened.isPresent();
    }

    /// False where there are headers that this house has not sealed.
    private boolean open(String fact, @Nullable Json sealed, EndpointSecrets house) {
        headers.remove(fact);
        if (!(sealed instanceof Json.JsonText(String text))) {
            return true;
        }
        Optional<CustomHeaders> opened =
                house.openHeaders(text, workspaceId, endpointId).flatMap(EndpointEntry::parsed);
        opened.ifPresent(it -> headers.put(fact, it));
        return opened.isPresent();
    }

    private static Optional<CustomHeaders> parsed(String json) {
        return switch (JsonParser.parseObject(json.getBytes(UTF_8))) {
            case JsonReading.Malformed _ -> Optional.empty();
            case JsonReading.Sound(Json.JsonObject object) ->
                    Setting.HEADERS.complaint(object).isPresent()
                            ? Optional.empty()
                            : Optional.of(CustomHeaders.of(object));
        };
    }

    private <T extends Statement> Optional<T> find(String fact, Class<T> kind) {
        return Optional.ofNullable(statements.get(fact)).filter(kind::isInstance).map(kind::cast);
    }
}
