package io.activityledger.timeline.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.schemas.Subject;
import io.activityledger.timeline.consistency.Consistency;
import io.activityledger.timeline.model.ModelHistory;
import io.activityledger.timeline.model.PageCheck;
import io.activityledger.timeline.model.PlainTimelines;
import io.activityledger.timeline.projection.ModelHost.Group;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;

/// One partition, its log, and two instances of which one owns it: what befalls them, as a seed has
/// it, and whether anybody ever sees anything but what the plain model says.
final class ModelHouse implements AutoCloseable {

    private final SplittableRandom dice;
    private final Group group = new Group();
    private final ModelHistory history;
    private final ModelTopics topics;
    private final StoreCheck stores;
    private ModelHost owner;
    private ModelHost other;
    private long compared;
    private long lost;
    private int kills;

    ModelHouse(RocksMemory memory, Path directory, long seed) {
        dice = new SplittableRandom(seed);
        history = new ModelHistory(FakeLedger.WORKSPACE, "", seed);
        topics = new ModelTopics(history, dice);
        stores = new StoreCheck(history, dice);
        owner = new ModelHost(topics, group, memory, directory.resolve("ada"), dice);
        other = new ModelHost(topics, group, memory, directory.resolve("bob"), dice);
        owner.activate(dice);
        other.standBy();
    }

    long compared() {
        return compared;
    }

    /// How many records kills made an instance forget.
    long lost() {
        return lost;
    }

    int kills() {
        return kills;
    }

    /// Many activities, or few.
    void live() {
        int rounds = 6 + dice.nextInt(14);
        int copiesOnly = dice.nextInt(4) == 0 ? rounds / 2 : 0;
        int most = dice.nextInt(16) == 0 ? 150 : 25;
        for (int round = 0; round < rounds; round++) {
            topics.append(dice.nextInt(most));
            topics.link(dice.nextInt(most + 5));
            process(round < copiesOnly ? 0 : dice.nextInt(most), dice.nextInt(3 * most));
            befall();
            if (dice.nextInt(4) == 0) {
                look();
            }
        }
        settle();
        everything();
        handOver();
        settle();
        glance();
    }

    private void befall() {
        switch (dice.nextInt(16)) {
            case 0 -> restartOwner();
            case 1, 2 -> killOwner();
            case 3, 4 -> handOver();
            case 5 -> loseOwner();
            case 6 -> other.condemn(dice.nextBoolean());
            case 7 -> other.wipe();
            case 8 -> killOther();
            case 9, 10 -> other.restore(1 + dice.nextInt(60));
            case 11, 12 -> other.restoreLinks(1 + dice.nextInt(120));
            default -> owner.commit(dice);
        }
    }

    private void process(int activities, int links) {
        int activitiesLeft = activities;
        int linksLeft = links;
        while (activitiesLeft + linksLeft > 0) {
            boolean link = dice.nextInt(activitiesLeft + linksLeft) < linksLeft;
            if (link) {
                owner.takeLink();
                linksLeft--;
            } else {
                owner.take();
                activitiesLeft--;
            }
        }
    }

    private void restartOwner() {
        owner.deactivate();
        owner.commit(dice);
        mustKeepAll(owner, dice.nextBoolean());
        owner.activate(dice);
    }

    private static void mustKeepAll(ModelHost host, boolean linksFirst) {
        long applied = host.applied();
        long links = host.linksApplied();
        host.reopen(linksFirst);
        assertThat(host.applied()).isEqualTo(applied);
        assertThat(host.linksApplied()).isEqualTo(links);
    }

    private void killOwner() {
        kill(owner);
        if (dice.nextBoolean()) {
            swap();
        }
        owner.activate(dice);
    }

    private void killOther() {
        kill(other);
        other.standBy();
    }

    private void kill(ModelHost host) {
        long applied = host.applied();
        long links = host.linksApplied();
        host.kill();
        assertThat(host.applied()).isLessThanOrEqualTo(applied);
        assertThat(host.linksApplied()).isLessThanOrEqualTo(links);
        lost += applied - host.applied() + links - host.linksApplied();
        kills++;
    }

    /// In good order: what was processed is committed before the other goes on.
    private void handOver() {
        owner.deactivate();
        owner.commit(dice);
        if (dice.nextBoolean()) {
            mustKeepAll(owner, dice.nextBoolean());
        }
        swap();
        owner.activate(dice);
        other.standBy();
    }

    /// Its directory is gone, or damaged.
    private void loseOwner() {
        if (dice.nextBoolean()) {
            owner.condemn(dice.nextBoolean());
        } else {
            owner.wipe();
        }
        assertThat(owner.applied()).isEqualTo(-1);
        assertThat(owner.linksApplied()).isEqualTo(-1);
        owner.activate(dice);
    }

    private void swap() {
        ModelHost before = owner;
        owner = other;
        other = before;
    }

    /// Everything is processed.
    private void settle() {
        topics.link(Integer.MAX_VALUE);
        process(topics.activities.size() + 1, topics.links.size() + 1);
    }

    /// A glance while things go on.
    private void look() {
        glance();
        standIn();
    }

    private void glance() {
        PageCheck check = check(owner, new Consistency.Eventual(), this::meanwhile);
        check.timeline(anySubject());
        compared += check.compared();
        stores.feed(owner);
        stores.origins(owner);
    }

    /// A copy answers if it holds what the group has committed, and then with all it holds.
    private void standIn() {
        boolean whole =
                other.applied() >= group.activities - 1 && other.linksApplied() >= group.links - 1;
        boolean begun = group.activities + group.links > 0;
        var subject = anySubject();
        var pages = other.pages(new Consistency.StandIn());
        if (whole && begun) {
            PageCheck copied = check(other, new Consistency.StandIn(), () -> {});
            copied.timeline(subject);
            compared += copied.compared();
        } else {
            assertThat(pages.page(subject, Map.of()).status()).isEqualTo(503);
        }
    }

    private void meanwhile() {
        if (dice.nextInt(8) == 0) {
            topics.append(dice.nextInt(4));
            topics.link(dice.nextInt(8));
            process(dice.nextInt(4), dice.nextInt(8));
        }
    }

    private void everything() {
        PageCheck check = check(owner, new Consistency.ReadYourWrites(), () -> {});
        history.subjects().forEach(check::timeline);
        check.activities();
        compared += check.compared();
        stores.everything(owner);
        assertThat(owner.applied()).isEqualTo(topics.activities.size() - 1);
        assertThat(owner.linksApplied()).isEqualTo(topics.links.size() - 1);
    }

    private PageCheck check(ModelHost host, Consistency consistency, Runnable meanwhile) {
        return new PageCheck(
                host.pages(consistency), new Expected(host)::now, meanwhile, dice.split());
    }

    private Subject anySubject() {
        return history.subjects().get(dice.nextInt(history.subjects().size()));
    }

    @Override
    public void close() {
        owner.close();
        other.close();
    }

    /// Computed anew whenever a host has gone on.
    private static final class Expected {

        private final ModelHost host;
        private PlainTimelines last;
        private long applied = -2;
        private long links = -2;

        Expected(ModelHost host) {
            this.host = host;
        }

        PlainTimelines now() {
            if (host.applied() != applied || host.linksApplied() != links) {
                applied = host.applied();
                links = host.linksApplied();
                last = host.expected();
            }
            return last;
        }
    }
}
