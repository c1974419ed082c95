package io.activityledger.webhooks.endpoint;

import io.activityledger.schemas.Fact;
import io.activityledger.schemas.Fact.Aggregate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What do all facts add up to? The fold over `webhook-endpoints`.
///
/// ```
/// facts of one key    the latest counts
/// facts of many keys  in whatever order compaction left them: config/<field> over created's value,
///                     deleted over all
/// ```
///
/// Belongs to the thread that reads; what it publishes belongs to all.
final class EndpointBook {

    /// `<workspace>/webhook/<endpoint>/<fact>`, as [Fact#recordKey] spells it.
    private static final Pattern KEY = Pattern.compile("([^/]+/webhook/[^/]+)/(.+)");

    private final EndpointSecrets secrets;
    private final Map<String, Map<String, EndpointEntry>> workspaces = new HashMap<>();
    private final Map<String, EndpointEntry> entries = new HashMap<>();
    private final Set<String> changed = new HashSet<>();
    private EndpointDirectory published = EndpointDirectory.empty();

    EndpointBook(EndpointSecrets secrets) {
        this.secrets = secrets;
    }

    /// What came of a fact.
    sealed interface Taken {

        record Whole() implements Taken {}

        /// It counts, but its secret was sealed with none of this house's.
        record Unopened() implements Taken {}

        /// It is passed over.
        record Damaged(String reason) implements Taken {}
    }

    Taken take(Fact fact) {
        return switch (Statement.read(fact)) {
            case Statement.Reading.Damaged(String reason) -> new Taken.Damaged(reason);
            case Statement.Reading.Sound(Statement statement) -> take(fact, statement);
        };
    }

    /// A fact is withdrawn by a record without a value.
    void withdraw(String recordKey) {
        Matcher key = KEY.matcher(recordKey);
        EndpointEntry entry = key.matches() ? entries.get(key.group(1)) : null;
        if (entry != null) {
            entry.withdraw(key.group(2));
            changed.add(entry.workspaceId());
        }
    }

    /// The endpoints as they are after all facts taken so far.
    EndpointDirectory publish() {
        if (!changed.isEmpty()) {
            Map<String, List<Endpoint>> fresh = new HashMap<>();
            changed.forEach(workspaceId -> fresh.put(workspaceId, endpoints(workspaceId)));
            published = published.with(fresh);
            changed.clear();
        }
        return published;
    }

    private Taken take(Fact fact, Statement statement) {
        Matcher key = KEY.matcher(fact.recordKey(Aggregate.WEBHOOK).text());
        if (!key.matches()) {
            return new Taken.Damaged("a workspace, an endpoint and a fact have names");
        }
        EndpointEntry entry = entries.computeIfAbsent(key.group(1), _ -> entry(fact, key.group(1)));
        changed.add(fact.workspaceId());
        return entry.take(fact.fact(), statement, secrets)
                ? new Taken.Whole()
                : new Taken.Unopened();
    }

    private EndpointEntry entry(Fact fact, String key) {
        var entry = new EndpointEntry(fact.workspaceId(), fact.aggregateId());
        workspaces.computeIfAbsent(fact.workspaceId(), _ -> new HashMap<>()).put(key, entry);
        return entry;
    }

    private List<Endpoint> endpoints(String workspaceId) {
        return workspaces.getOrDefault(workspaceId, Map.of()).values().stream()
                .flatMap(entry -> entry.endpoint().stream())
                .toList();
    }
}
