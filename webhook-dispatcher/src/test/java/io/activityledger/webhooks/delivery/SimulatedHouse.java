package io.activityledger.webhooks.delivery;

import io.activityledger.schemas.WebhookDelivery;
import io.activityledger.schemas.WebhookDeliveryCodec;
import io.activityledger.testkit.Activities;
import io.activityledger.testkit.FakeSchemaRegistry;
import io.activityledger.webhooks.endpoint.Endpoint;
import io.activityledger.webhooks.endpoint.Endpoints;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/// Two instances, three partitions, a dozen receivers, and everything that can befall them.
///
/// ```
/// append ─▶ topic ─▶ hold (desk, lanes, breakers: the real ones) ─▶ carrier ─▶ receiver
///                      ▲ kill · rebalance · stall · outage             └─ stories: may it?
/// ```
final class SimulatedHouse implements Endpoints {

    static final WebhookDeliveryCodec CODEC = new WebhookDeliveryCodec(new FakeSchemaRegistry());
    private static final Function<WebhookDelivery, byte[]> ENCODING = CODEC.writer()::encode;
    static final int PARTITIONS = 3;
    private static final int SUBJECTS = 3;
    private static final int INSTANCES = 2;
    private static final long SESSION = 10_000;
    private static final long PROMPT = 25;

    private final SimulatedTime time = new SimulatedTime();
    private final SimulatedStories stories = new SimulatedStories(time);
    private final Random dice;
    private final Map<LaneKey, SimulatedReceiver> receivers = new LinkedHashMap<>();
    private final List<SimulatedPartition> partitions = new ArrayList<>();
    private final List<Optional<InFlight>> instances = new ArrayList<>();
    private long kafkaBackAt;
    private int appended;

    SimulatedHouse(Random dice) {
        this.dice = dice;
        for (int at = 0; at < INSTANCES; at++) {
            instances.add(Optional.of(SimulatedHold.inFlight()));
        }
        for (int at = 0; at < PARTITIONS; at++) {
            partitions.add(new SimulatedPartition());
            assign(at);
        }
    }

    SimulatedTime time() {
        return time;
    }

    Random dice() {
        return dice;
    }

    SimulatedStories stories() {
        return stories;
    }

    List<byte[]> topic(int partition) {
        return partitions.get(partition).topic;
    }

    int committed(int partition) {
        return partitions.get(partition).committed;
    }

    int disturbances(int partition) {
        return partitions.get(partition).disturbances;
    }

    long kafkaBackAt() {
        return kafkaBackAt;
    }

    void add(SimulatedReceiver receiver) {
        receivers.put(receiver.key(), receiver);
    }

    Optional<SimulatedReceiver> receiver(LaneKey key) {
        return Optional.ofNullable(receivers.get(key));
    }

    /// An activity is matched: one delivery more for the receiver.
    void append(SimulatedReceiver receiver) {
        int partition = partitionOf(receiver.key());
        String id = "msg_" + appended++;
        String subject = "dev/contact/c" + dice.nextInt(SUBJECTS);
        var delivery =
                new WebhookDelivery(
                        id,
                        receiver.key().workspaceId(),
                        receiver.key().endpointId(),
                        "activity.created",
                        "act_1",
                        Activities.NOON,
                        0,
                        appended,
                        subject,
                        "{}");
        boolean free = stories.unended(receiver.key()) < receiver.mostAtOnce();
        var story = stories.begin(id, receiver.key(), partition);
        if (receiver.wantsOrder()) {
            stories.inOrder(story, subject);
        }
        SimulatedPartition home = partitions.get(partition);
        home.topic.add(ENCODING.apply(delivery));
        home.hold.ifPresent(hold -> {
            hold.poll();
            if (free && receiver.isPrompt() && hold.steady() && time.now() >= kafkaBackAt) {
                expectPrompt(story, hold, home.disturbances);
            }
        });
    }

    /// I9: whatever the others do, a receiver that is well hears of it at once.
    private void expectPrompt(SimulatedStories.Story story, SimulatedHold hold, int disturbances) {
        time.in(
                PROMPT,
                () -> {
                    boolean same = disturbances(story.partition) == disturbances;
                    if (!story.started && same && hold.steady()) {
                        throw stories.violated(story, "waits although its receiver is well");
                    }
                });
    }

    void disable(LaneKey lane) {
        receiver(lane).ifPresent(SimulatedReceiver::deactivate);
        time.in(
                30_000 + dice.nextInt(300_000),
                () -> {
                    receivers.remove(lane);
                    partitions.get(partitionOf(lane)).hold.ifPresent(hold -> hold.visitIn(6_000));
                });
    }

    void reported(SimulatedCarrier carrier) {
        for (SimulatedPartition each : partitions) {
            each.hold.filter(it -> it.carrier == carrier).ifPresent(SimulatedHold::reported);
        }
    }

    void maybeCommit(SimulatedHold hold) {
        if (dice.nextInt(3) == 0 && time.now() >= kafkaBackAt) {
            commit(hold);
        }
    }

    private void commit(SimulatedHold hold) {
        partitions.get(hold.partition).committed = hold.commit();
        stories.seal(hold.partition, hold.rows);
    }

    void kill(int instance) {
        if (instances.get(instance).isEmpty()) {
            return;
        }
        instances.set(instance, Optional.empty());
        for (SimulatedPartition each : partitions) {
            if (each.instance == instance) {
                each.hold.ifPresent(hold -> {
                    hold.carrier.die();
                    lose(each, hold);
                });
            }
        }
        time.in(
                5_000 + dice.nextInt(40_000),
                () -> instances.set(instance, Optional.of(SimulatedHold.inFlight())));
    }

    void rebalance(int partition) {
        SimulatedPartition moved = partitions.get(partition);
        Optional<SimulatedHold> hold = moved.hold.filter(SimulatedHold::steady);
        if (hold.isEmpty()) {
            return;
        }
        if (time.now() >= kafkaBackAt) {
            commit(hold.get());
        }
        hold.get().desk.close();
        if (time.now() >= kafkaBackAt) {
            hold.get().rows.commitAll();
        }
        moved.rows = hold.get().rows.afterCrash(dice);
        hold.get().over();
        moved.hold = Optional.empty();
        moved.disturbances++;
        time.in(100 + dice.nextInt(3_000), () -> assign(partition));
    }

    /// Its thread stands still; beyond the session it is not the owner any more when it goes on.
    void stall(int partition, long millis) {
        SimulatedPartition stalled = partitions.get(partition);
        Optional<SimulatedHold> hold = stalled.hold.filter(SimulatedHold::steady);
        if (hold.isEmpty()) {
            return;
        }
        hold.get().stall();
        time.in(
                SESSION,
                () -> {
                    if (millis > SESSION && stalled.hold.equals(hold)) {
                        lose(stalled, hold.get());
                    }
                });
        time.in(
                millis,
                () -> {
                    hold.get().resume();
                    hold.get().desk.visit();
                    if (stalled.hold.equals(hold)) {
                        hold.get().visitIn(20);
                        hold.get().poll();
                    } else {
                        hold.get().desk.close();
                    }
                });
    }

    void outage(long millis) {
        kafkaBackAt = Math.max(kafkaBackAt, time.now() + millis);
        time.at(
                kafkaBackAt + 1,
                () -> {
                    for (SimulatedPartition each : partitions) {
                        each.hold.ifPresent(SimulatedHold::poll);
                    }
                });
    }

    /// When all has ended, nothing may be left anywhere, and nobody measures the desks any longer.
    void mustEndEmpty() {
        stories.allMustHaveEnded();
        for (SimulatedPartition each : partitions) {
            SimulatedHold hold = each.hold.orElseThrow();
            hold.mustBeEmpty();
            hold.over();
        }
        for (Optional<InFlight> instance : instances) {
            if (instance.orElseThrow().count() != 0 || instance.orElseThrow().sickCount() != 0) {
                throw new AssertionError("a place in flight is not given back");
            }
        }
    }

    private void lose(SimulatedPartition partition, SimulatedHold hold) {
        partition.rows = hold.rows.afterCrash(dice);
        partition.hold = Optional.empty();
        partition.disturbances++;
        hold.over();
        int number = hold.partition;
        time.in(SESSION, () -> assign(number));
    }

    private void assign(int number) {
        SimulatedPartition partition = partitions.get(number);
        int instance = dice.nextInt(INSTANCES);
        if (instances.get(instance).isEmpty()) {
            time.in(1_000, () -> assign(number));
            return;
        }
        InFlight inFlight = instances.get(instance).orElseThrow();
        var hold = new SimulatedHold(this, inFlight, number, partition.rows);
        partition.instance = instance;
        partition.hold = Optional.of(hold);
        hold.visitIn(20);
        hold.poll();
    }

    private static int partitionOf(LaneKey lane) {
        return Math.floorMod(lane.hashCode(), PARTITIONS);
    }

    @Override
    public List<Endpoint> of(String workspaceId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Endpoint> find(String workspaceId, String endpointId) {
        return receiver(new LaneKey(workspaceId, endpointId)).map(SimulatedReceiver::endpoint);
    }

    @Override
    public void catchUp() {}
}
