package io.activityledger.standalone.demo;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Fills the workspace of a key with the demo; leaves alone the people whose timelines hold
/// something already, so that a second visit doubles nothing.
public final class DemoVisit {

    private final URI base;
    private final String key;
    private final Instant now;

    public DemoVisit(URI base, String key, Instant now) {
        this.base = base;
        this.key = key;
        this.now = now;
    }

    /// What a visit found or left there.
    ///
    /// @param written activities that are new
    /// @param timeline a path to look at first
    public record Workspace(int contacts, int written, String timeline) {}

    /// People side by side, each one's story in its order.
    public Workspace fill() throws InterruptedException {
        int written = 0;
        try (var client = new HttpDemoClient(base, key);
                var people = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> stories = new ArrayList<>();
            for (DemoPerson person : DemoCast.ALL) {
                stories.add(people.submit(() -> tell(person, client)));
            }
            for (Future<Integer> story : stories) {
                written += story.get();
            }
        } catch (ExecutionException failed) {
            throw new IllegalStateException("The demo was not written whole", failed.getCause());
        }
        String first = HttpDemoClient.timeline(DemoCast.ALL.getFirst());
        return new Workspace(DemoCast.ALL.size(), written, first);
    }

    private int tell(DemoPerson person, HttpDemoClient client) {
        if (client.hasStory(person)) {
            return 0;
        }
        client.introduce(person);
        List<DemoActivity> story = new DemoStory(person, now).told();
        story.forEach(client::log);
        return story.size();
    }
}
