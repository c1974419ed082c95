package io.activityledger.access;

import io.activityledger.kit.kafka.TopicRecord;
import io.activityledger.schemas.Fact;
import io.activityledger.schemas.Fact.Aggregate;
import io.activityledger.schemas.FactCodec;
import io.activityledger.schemas.SchemaRegistry;
import java.util.Optional;

/// A topic of facts without a broker: what is said is folded at once.
final class Facts<T, S> {

    private final Aggregate kind;
    private final FactCodec codec;
    private final FactBook<T, S> book;
    private long next;

    private Facts(Aggregate kind, FactCodec codec, FactBook<T, S> book) {
        this.kind = kind;
        this.codec = codec;
        this.book = book;
    }

    static Facts<StoredKey, KeyDirectory> ofKeys() {
        var codec = new FactCodec(Aggregate.API_KEY.topic(), new OneSchema());
        return new Facts<>(
                Aggregate.API_KEY,
                codec,
                new FactBook<>(Aggregate.API_KEY, codec, KeyFacts::read, KeyDirectory::of));
    }

    static Facts<Workspace, Workspaces> ofWorkspaces() {
        var codec = new FactCodec(Aggregate.WORKSPACE.topic(), new OneSchema());
        return new Facts<>(
                Aggregate.WORKSPACE,
                codec,
                new FactBook<>(
                        Aggregate.WORKSPACE, codec, WorkspaceFacts::read, Workspaces::settled));
    }

    FactBook<T, S> book() {
        return book;
    }

    void say(Fact... facts) {
        for (Fact fact : facts) {
            takeOnly(fact);
        }
        book.publish();
    }

    void takeOnly(Fact fact) {
        byte[] value = codec.writer().encode(fact);
        book.take(new TopicRecord.Said(next++, fact.recordKey(kind).bytes(), value));
    }

    void withdraw(Fact fact) {
        book.take(new TopicRecord.Withdrawn(next++, fact.recordKey(kind).bytes()));
        book.publish();
    }

    void sayUnder(Fact key, byte[] value) {
        book.take(new TopicRecord.Said(next++, key.recordKey(kind).bytes(), value));
        book.publish();
    }

    byte[] bytes(Fact fact) {
        return codec.writer().encode(fact);
    }

    private static final class OneSchema implements SchemaRegistry {

        private String schema = "";

        @Override
        public int register(String subject, String text) {
            schema = text;
            return 7;
        }

        @Override
        public Optional<String> schemaById(int id) {
            return Optional.of(schema);
        }
    }
}
