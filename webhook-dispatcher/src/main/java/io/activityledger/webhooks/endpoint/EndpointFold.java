package io.activityledger.webhooks.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.kit.kafka.TopicFold;
import io.activityledger.kit.kafka.TopicRecord;
import io.activityledger.schemas.Decoded;
import io.activityledger.schemas.Fact;
import io.activityledger.schemas.Fact.Aggregate;
import io.activityledger.schemas.FactCodec;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How do the records of `webhook-endpoints` come into the book? A record that is no fact is passed
/// over, logged and counted.
///
/// Filled by the one thread that follows the topic; the directory and the count are for any.
final class EndpointFold implements TopicFold {

    private static final Logger LOG = LoggerFactory.getLogger(EndpointFold.class);

    private final FactCodec codec;
    private final EndpointSecrets secrets;
    private final AtomicLong skipped = new AtomicLong();
    private volatile EndpointDirectory directory = EndpointDirectory.empty();
    private EndpointBook book;

    EndpointFold(FactCodec codec, EndpointSecrets secrets) {
        this.codec = codec;
        this.secrets = secrets;
        this.book = new EndpointBook(secrets);
    }

    EndpointDirectory directory() {
        return directory;
    }

    long skipped() {
        return skipped.get();
    }

    @Override
    public void restart() {
        book = new EndpointBook(secrets);
    }

    @Override
    public void take(TopicRecord record) {
        switch (record) {
            case TopicRecord.Withdrawn(_, byte[] key) -> book.withdraw(new String(key, UTF_8));
            case TopicRecord.Said(long offset, byte[] key, byte[] value) -> {
                switch (codec.decode(value)) {
                    case Decoded.Unreadable<Fact>(String reason) -> skip(offset, reason);
                    case Decoded.Value<Fact>(Fact fact) -> take(offset, key, fact);
                }
            }
        }
    }

    @Override
    public void publish() {
        directory = book.publish();
    }

    private void take(long offset, byte[] key, Fact fact) {
        if (!Arrays.equals(fact.recordKey(Aggregate.WEBHOOK).bytes(), key)) {
            skip(offset, "it does not stand under its own key");
            return;
        }
        switch (book.take(fact)) {
            case EndpointBook.Taken.Whole _ -> {}
            case EndpointBook.Taken.Unopened _ ->
                    LOG.warn(
                            "Secret cannot be opened with LEDGER_SECRET workspace={} endpoint={}",
                            fact.workspaceId(),
                            fact.aggregateId());
            case EndpointBook.Taken.Damaged(String reason) -> skip(offset, reason);
        }
    }

    private void skip(long offset, String reason) {
        skipped.incrementAndGet();
        LOG.warn("Endpoint fact passed over offset={} reason={}", offset, reason);
    }
}
