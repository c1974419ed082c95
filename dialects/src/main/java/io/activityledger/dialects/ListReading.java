package io.activityledger.dialects;

/// What came of reading a request for a list?
public sealed interface ListReading {

    record Wished(ListWish wish) implements ListReading {}

    record Refused(Refusal refusal) implements ListReading {}
}
