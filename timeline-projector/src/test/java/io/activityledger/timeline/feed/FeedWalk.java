package io.activityledger.timeline.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.schemas.Positions;
import io.activityledger.timeline.consistency.Consistency;
import io.activityledger.timeline.consistency.ReadBarrier;
import io.activityledger.timeline.projection.StoreRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// Reads the feed of one partition page by page, as its door does, but without a server.
public final class FeedWalk {

    private static final List<Integer> ONLY = List.of(0);

    private final FeedReader reader;
    private final String workspace;

    public FeedWalk(StoreRegistry stores, ReadBarrier barrier, String workspace) {
        this.reader = new FeedReader(stores, barrier, ONLY.size());
        this.workspace = workspace;
    }

    /// All there is, oldest first, going on from each page to what stands behind it; no more than
    /// `most`, and what comes with them.
    public List<String> forwards(int limit, int most) {
        List<String> seen = new ArrayList<>();
        FeedPage page = page(new FeedFrom.After(new Positions(new TreeMap<>())), limit);
        seen.addAll(texts(page));
        while (page.more() && seen.size() <= most) {
            page = page(new FeedFrom.After(page.after()), limit);
            seen.addAll(texts(page));
        }
        return seen;
    }

    /// The same, newest first.
    public List<String> backwards(int limit, int most) {
        List<String> seen = new ArrayList<>();
        FeedPage page = page(new FeedFrom.Newest(), limit);
        seen.addAll(texts(page));
        while (page.more() && seen.size() <= most) {
            page = page(new FeedFrom.Before(page.before()), limit);
            seen.addAll(texts(page));
        }
        return seen;
    }

    private FeedPage page(FeedFrom from, int limit) {
        var query = new FeedQuery(workspace, from, limit, new Consistency.Eventual());
        return switch (reader.read(query.andOneMore(), ONLY)) {
            case Share.Held<FeedPart>(List<FeedPart> parts) -> FeedPage.of(query, parts);
            case Share.NotHeld<FeedPart>(String reason) -> throw new AssertionError(reason);
        };
    }

    private static List<String> texts(FeedPage page) {
        return page.activities().stream().map(each -> new String(each, UTF_8)).toList();
    }
}
