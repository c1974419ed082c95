package io.activityledger.timeline.projection;

import io.activityledger.schemas.Activity;
import io.activityledger.timeline.model.ModelHistory;
import io.activityledger.timeline.model.ModelLog;
import io.activityledger.timeline.model.ModelLog.Link;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// One partition of both topics: a [ModelLog] and the bytes that stand for it, which grow together.
final class ModelTopics {

    private static final ThreadLocal<FakeLedger> LEDGERS = ThreadLocal.withInitial(FakeLedger::new);

    final FakeLedger ledger = LEDGERS.get();
    final ModelLog log = new ModelLog();
    final List<ConsumerRecord<byte[], byte[]>> activities = new ArrayList<>();
    final List<ConsumerRecord<byte[], byte[]>> links = new ArrayList<>();
    private final ModelHistory history;
    private final SplittableRandom dice;
    private final IdentityHashMap<Activity, byte[]> values = new IdentityHashMap<>();

    ModelTopics(ModelHistory history, SplittableRandom dice) {
        this.history = history;
        this.dice = dice;
    }

    /// Appends some activities, and now and then what cannot be read.
    void append(int count) {
        for (int at = 0; at < count; at++) {
            long offset = activities.size();
            if (dice.nextInt(40) == 0) {
                log.append(null);
                activities.add(poison(offset));
            } else {
                Activity next = history.next();
                log.append(next);
                byte[] value = values.computeIfAbsent(next, ledger::value);
                activities.add(FakeLedger.record(offset, next.recordKey().bytes(), value));
            }
        }
    }

    private ConsumerRecord<byte[], byte[]> poison(long offset) {
        byte[] key = dice.nextBoolean() ? null : new byte[] {1};
        return FakeLedger.record(offset, key, new byte[] {2});
    }

    /// Lets `ledger-links` pass on some activities; sometimes it has crashed and does so again.
    void link(int count) {
        if (dice.nextInt(12) == 0) {
            log.linkAgainFrom(Math.max(0, log.linked() - dice.nextInt(30)));
        }
        if (dice.nextInt(12) == 0) {
            log.appendLinkThatCannotBeRead();
        }
        boolean more = true;
        for (int at = 0; at < count && more; at++) {
            more = log.link();
        }
        while (links.size() < log.links().size()) {
            links.add(link(log.links().get(links.size())));
        }
    }

    private ConsumerRecord<byte[], byte[]> link(Link link) {
        long offset = links.size();
        return link == null
                ? poisonedLink(offset)
                : ledger.link(
                        offset,
                        link.activity(),
                        values.get(link.activity()),
                        link.subject(),
                        link.origin());
    }

    private ConsumerRecord<byte[], byte[]> poisonedLink(long offset) {
        byte[] key = dice.nextBoolean() ? null : new byte[] {1};
        return new ConsumerRecord<>(StoreBench.LINKS.topic(), 0, offset, key, new byte[] {2});
    }
}
