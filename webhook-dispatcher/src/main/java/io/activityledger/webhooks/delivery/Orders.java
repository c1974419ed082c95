package io.activityledger.webhooks.delivery;

import io.activityledger.webhooks.command.Command;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// What is made of the commands of one partition? Small ones are obeyed at once; recoveries and
/// replays are written down and go on, a few steps a visit, through crashes and moves.
///
/// ```
/// retry · drop ─▶ done        recover ─▶ row ─▶ 200 letters a visit, then 200 that wait ─▶ row goes
/// replay ─▶ row ─▶ one at a time for a lane ─▶ progress ─▶ row      cancel ─▶ row
/// ```
///
/// Obeyed twice, a command changes nothing more. Belongs to the desk, but for the progress that
/// others report.
final class Orders {

    private static final int A_VISIT = 200;

    private final DeskStore store;
    private final Backlog backlog;
    private final Replays replays;
    private final InstantSource clock;
    private final Map<LaneKey, OrdersStore.Recovery> recoveries;
    private final Map<LaneKey, Due> hurried = new HashMap<>();
    private final Map<LaneKey, Going> going = new HashMap<>();
    private final Queue<Told> told = new ConcurrentLinkedQueue<>();

    private record Going(String id, Replays.Running running) {}

    private record Told(LaneKey lane, Replay replay) {}

    Orders(DeskStore store, Backlog backlog, Replays replays, InstantSource clock) {
        this.store = store;
        this.backlog = backlog;
        this.replays = replays;
        this.clock = clock;
        this.recoveries = store.orders().recoveries();
        store.orders().replaying().forEach(this::startNext);
    }

    /// @param offset where the command stands
    void obey(LaneKey lane, Command command, long offset) {
        switch (command) {
            case Command.Retry(String webhookId) -> {
                sendAgain(lane, webhookId);
                backlog.hurry(lane, webhookId);
            }
            case Command.Drop(String webhookId) ->
                    store.records().letters().remove(lane, webhookId);
            case Command.Recover(Instant since) -> {
                store.orders().recover(lane, new OrdersStore.Recovery(since, clock.instant()));
                recoveries.putAll(store.orders().recoveries());
                hurried.remove(lane);
            }
            case Command.Replay(Instant from, Instant to) -> begin(lane, offset, from, to);
            case Command.Cancel(String id) -> cancel(lane, id);
        }
    }

    /// Goes on with what takes longer.
    void visit() {
        Map.copyOf(recoveries).forEach(this::recover);
        Told next = told.poll();
        while (next != null) {
            progressed(next.lane(), next.replay());
            next = told.poll();
        }
    }

    /// Whether the next visit should come soon.
    boolean isBusy() {
        return !recoveries.isEmpty();
    }

    /// Another goes on where the rows say.
    void close() {
        going.values().forEach(each -> each.running().stop());
        going.clear();
    }

    private void recover(LaneKey lane, OrdersStore.Recovery recovery) {
        List<String> letters =
                store.records()
                        .letters()
                        .givenUp(lane, recovery.since(), recovery.until(), A_VISIT);
        letters.forEach(webhookId -> sendAgain(lane, webhookId));
        if (letters.size() < A_VISIT) {
            hurry(lane, recovery);
        }
    }

    /// How far it has come is in memory: another begins anew, and finds what was hurried to be due.
    private void hurry(LaneKey lane, OrdersStore.Recovery recovery) {
        Due from = hurried.getOrDefault(lane, Backlog.firstFailed(recovery));
        backlog.hurryFailed(lane, recovery, from, A_VISIT)
                .ifPresentOrElse(next -> hurried.put(lane, next), () -> recovered(lane));
    }

    private void recovered(LaneKey lane) {
        store.orders().recovered(lane);
        recoveries.remove(lane);
        hurried.remove(lane);
    }

    /// The letter goes last: a crash before that sends it again, which changes nothing.
    private void sendAgain(LaneKey lane, String webhookId) {
        store.records()
                .letters()
                .find(lane, webhookId)
                .ifPresent(letter -> {
                    Due due = Due.first(clock.instant().toEpochMilli(), webhookId);
                    backlog.addAgain(lane, due, letter.delivery());
                    store.records().letters().remove(lane, webhookId);
                });
    }

    private void begin(LaneKey lane, long offset, Instant from, Instant to) {
        if (store.orders().replay(lane, Replay.idOf(offset)).isEmpty()) {
            store.orders().put(lane, Replay.begun(offset, from, to));
            store.orders().forgetOldReplays(lane);
            startNext(lane);
        }
    }

    private void cancel(LaneKey lane, String id) {
        Optional<Replay> replay =
                store.orders().replay(lane, id).filter(it -> !it.state().isOver());
        if (replay.isEmpty()) {
            return;
        }
        store.orders().put(lane, replay.get().in(Replay.State.CANCELLED));
        Going now = going.get(lane);
        if (now != null && now.id().equals(id)) {
            now.running().stop();
            going.remove(lane);
            startNext(lane);
        }
    }

    /// What a stopped one has still to say, nobody hears.
    private void progressed(LaneKey lane, Replay replay) {
        Going now = going.get(lane);
        if (now == null || !now.id().equals(replay.id())) {
            return;
        }
        store.orders().put(lane, replay);
        if (replay.state().isOver()) {
            going.remove(lane);
            startNext(lane);
        }
    }

    private void startNext(LaneKey lane) {
        if (going.containsKey(lane)) {
            return;
        }
        store.orders().replays(lane).stream()
                .filter(it -> !it.state().isOver())
                .findFirst()
                .ifPresent(replay ->
                        going.put(
                                lane,
                                new Going(
                                        replay.id(),
                                        replays.start(
                                                lane,
                                                replay,
                                                it -> told.add(new Told(lane, it))))));
    }
}
