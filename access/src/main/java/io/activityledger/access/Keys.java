package io.activityledger.access;

/// Who holds this key? The port to wherever keys are known.
interface Keys {

    Lookup find(String presented);

    /// The same of a key that was found before, and may have been revoked since; asks nobody else.
    Lookup find(KeyHash known);

    /// What came of looking a key up.
    sealed interface Lookup {

        /// It is known; whether it may still be used is another question.
        record Found(ApiKey key) implements Lookup {}

        /// There is no such key, as of now.
        record Unknown() implements Lookup {}

        /// Nobody can tell now: it may be a key that was made a moment ago.
        record Untold(String reason) implements Lookup {}
    }
}
