package io.activityledger.kit.routing;

/// Who serves a partition right now, as far as this instance knows.
public sealed interface Owner {

    /// This instance.
    record Here() implements Owner {}

    /// Another instance, at its advertised internal address.
    record There(String host, int port) implements Owner {}

    /// No instance, or the assignment is not known yet.
    record Nobody() implements Owner {}
}
