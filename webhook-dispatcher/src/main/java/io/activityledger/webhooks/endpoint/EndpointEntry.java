package io.activityledger.webhooks.endpoint;

import io.activityledger.schemas.Fact;
import io.activityledger.webhooks.endpoint.Endpoint.LastDelivery;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// What is known of one endpoint: its statements by the name of their fact, and what they add up
/// to.
///
/// Of a deleted one nothing is kept but that it was. Belongs to the book.
final class EndpointEntry {

    private static final int FIRST_SECRET = 0;

    private final String workspaceId;
    private final String endpointId;
    private final Map<String, Statement> statements = new HashMap<>();
    private final NavigableMap<Integer, EndpointSecret> secrets = new TreeMap<>();
    private final List<Endpoint> sum = new ArrayList<>(1);

    EndpointEntry(String workspaceId, String endpointId) {
        this.workspaceId = workspaceId;
        this.endpointId = endpointId;
    }

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
                statements.put(fact, deleted);
                yield true;
            }
            case Statement.Created created -> {
                statements.put(fact, created);
                yield keep(FIRST_SECRET, created.sealed(), house);
            }
            case Statement.Secret(int number, String sealed) -> keep(number, sealed, house);
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
        if (fact.equals(Fact.CREATED)) {
            secrets.remove(FIRST_SECRET);
        } else if (fact.matches(Statement.SECRET + "\\d{1,9}")) {
            secrets.remove(Integer.valueOf(fact.substring(Statement.SECRET.length())));
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
        return new Endpoint(
                workspaceId,
                endpointId,
                url,
                events,
                description.isEmpty() ? null : description,
                active,
                List.copyOf(secrets.descendingMap().values()),
                created.from(),
                created.at(),
                last.orElse(null));
    }

    private boolean keep(int number, String sealed, EndpointSecrets house) {
        Optional<EndpointSecret> opened = house.open(sealed, workspaceId, endpointId);
        secrets.remove(number);
        opened.ifPresent(secret -> secrets.put(number, secret));
        return opened.isPresent();
    }

    private <T extends Statement> Optional<T> find(String fact, Class<T> kind) {
        return Optional.ofNullable(statements.get(fact)).filter(kind::isInstance).map(kind::cast);
    }
}
