package io.activityledger.schemas;

import java.util.Optional;

/// Which id has a schema, and which schema has an id? The port to a registry with Confluent's API.
public interface SchemaRegistry {

    /// The id of `schema` under `subject`, registered if it is new there.
    int register(String subject, String schema);

    /// The schema of that id; empty where the registry knows none.
    Optional<String> schemaById(int id);

    /// The registry did not answer, or not as a registry would: ask again later.
    final class Unavailable extends RuntimeException {
        public Unavailable(String message, Throwable cause) {
            super(message, cause);
        }

        public Unavailable(String message) {
            super(message);
        }
    }
}
