package io.activityledger.timeline.consistency;

import io.activityledger.schemas.Position;
import io.activityledger.schemas.Positions;
import java.util.Optional;

/// How fresh must an answer be? As the reader's headers say it; without any, it holds all that was
/// acknowledged before the question.
public sealed interface Consistency {

    String HEADER = "Ledger-Consistency";
    String EVENTUAL = "eventual";

    /// All that was acknowledged before the question was asked.
    record ReadYourWrites() implements Consistency {}

    /// That, and the writes with these positions, wherever the reader learned of them.
    record Including(Positions positions) implements Consistency {

        public Including(Position position) {
            this(Positions.of(position));
        }
    }

    /// Only what stands up to this position: nobody is asked where the log ends.
    record UpTo(Position position) implements Consistency {}

    /// Whatever stands there already: no waiting.
    record Eventual() implements Consistency {}

    /// Whatever stands there already, in an instance that does not own the partition: asked by
    /// another instance, never by a client, while the owner does not answer. Answered only where
    /// all stands that the owner had committed.
    record StandIn() implements Consistency {}

    /// What the two headers ask for, each empty where it was not sent.
    static Parsed parse(String consistency, String position) {
        if (consistency.equalsIgnoreCase(EVENTUAL)) {
            return new Parsed.Valid(new Eventual());
        }
        if (!consistency.isEmpty()) {
            return new Parsed.Invalid(HEADER, "must be 'eventual' where it is sent");
        }
        if (position.isEmpty()) {
            return new Parsed.Valid(new ReadYourWrites());
        }
        Optional<Positions> known = Positions.parse(position);
        return known.isPresent()
                ? new Parsed.Valid(new Including(known.get()))
                : new Parsed.Invalid(Position.HEADER, "must be a position as a write answered it");
    }

    /// What came of reading the headers.
    sealed interface Parsed {

        record Valid(Consistency consistency) implements Parsed {}

        record Invalid(String header, String problem) implements Parsed {}
    }
}
