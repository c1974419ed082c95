package io.activityledger.webhooks.endpoint;

import io.activityledger.kit.kafka.CaughtUp;
import io.activityledger.schemas.Fact;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The topic and the copy of it in one: a fact counts as soon as it is appended.
final class MemoryEndpoints implements KnownEndpoints, EndpointLog, AppliedFacts {

    final List<Fact> facts = new ArrayList<>();
    CaughtUp reading = new CaughtUp.Current();
    Optional<Append> refusal = Optional.empty();
    private final EndpointBook book = new EndpointBook(Facts.secrets());

    @Override
    public synchronized Append append(Fact fact) {
        return refusal.orElseGet(() -> {
            facts.add(fact);
            book.take(fact);
            return new Append.Appended(facts.size() - 1);
        });
    }

    @Override
    public synchronized List<Endpoint> of(String workspaceId) {
        return book.publish().of(workspaceId);
    }

    @Override
    public synchronized Optional<Endpoint> find(String workspaceId, String endpointId) {
        return book.publish().find(workspaceId, endpointId);
    }

    @Override
    public void catchUp() {}

    @Override
    public CaughtUp freshened(Duration patience) {
        return reading;
    }

    @Override
    public synchronized boolean awaitApplied(long offset, long deadline) {
        return offset < facts.size();
    }
}
