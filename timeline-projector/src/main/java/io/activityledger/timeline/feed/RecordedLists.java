package io.activityledger.timeline.feed;

import io.activityledger.dialects.json.JsonWriter;
import io.activityledger.schemas.Positions;
import io.activityledger.timeline.consistency.Consistency;
import io.activityledger.timeline.query.PageQuery.Order;
import io.activityledger.timeline.query.Paging;
import io.activityledger.timeline.query.Reply;
import io.activityledger.timeline.query.Reply.Freshness;
import io.activityledger.timeline.query.WorkspaceLists;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Lists of a whole workspace, out of its feed: what is wanted of it, in the order of recording,
/// from all partitions or from none.
public final class RecordedLists implements WorkspaceLists {

    private final Feed feed;
    private final FeedCursors cursors;

    public RecordedLists(Feed feed, FeedCursors cursors) {
        this.feed = feed;
        this.cursors = cursors;
    }

    @Override
    public Optional<Reply> page(Wish wish, Consistency consistency) {
        return from(wish).map(from -> reply(wish, from, consistency));
    }

    /// Empty where the cursor is of another list.
    private Optional<FeedFrom> from(Wish wish) {
        if (wish.cursor().isEmpty()) {
            return Optional.of(
                    switch (wish.order()) {
                        case NEWEST_FIRST -> new FeedFrom.Newest();
                        case OLDEST_FIRST -> new FeedFrom.After(new Positions(new TreeMap<>()));
                    });
        }
        return cursors.parse(binding(wish), wish.cursor())
                .map(boundary ->
                        switch (wish.order()) {
                            case NEWEST_FIRST -> new FeedFrom.Before(boundary);
                            case OLDEST_FIRST -> new FeedFrom.After(boundary);
                        });
    }

    private Reply reply(Wish wish, FeedFrom from, Consistency consistency) {
        var sieve = new Sieve(wish.filter(), wish.look());
        var query = new FeedQuery(wish.workspaceId(), from, wish.limit(), consistency, sieve);
        return feed.page(query)
                .<Reply>map(page -> found(wish, page))
                .orElseGet(() -> new Reply.Unavailable("a partition has nobody to answer for it"));
    }

    private Reply.Found found(Wish wish, FeedPage page) {
        Positions end = wish.order() == Order.NEWEST_FIRST ? page.before() : page.after();
        String next = page.more() ? cursors.text(binding(wish), end) : "";
        return new Reply.Found(
                JsonWriter.array(page.activities()),
                page.stale() ? Freshness.STALE : Freshness.AS_ASKED,
                new Paging(Paging.UNKNOWN, next, ""));
    }

    private static List<String> binding(Wish wish) {
        List<String> binding = new ArrayList<>();
        binding.add("list");
        binding.add(wish.workspaceId());
        binding.add(wish.look().name());
        binding.add(wish.order().name());
        binding.addAll(wish.filter().binding());
        return binding;
    }
}
