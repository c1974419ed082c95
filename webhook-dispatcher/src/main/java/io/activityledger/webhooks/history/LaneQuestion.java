package io.activityledger.webhooks.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.schemas.RecordKey;
import io.activityledger.webhooks.delivery.LaneKey;
import io.activityledger.webhooks.delivery.LogFilter;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// What is asked about one endpoint, of whichever instance holds its partition?
///
/// ```
/// /internal/webhooks/lane?workspace=w&webhook=e&ask=log&filter=failed&name=&page=1&per_page=50
/// ```
///
/// @param filter of a log
/// @param name of the one thing that is asked for; empty otherwise
public record LaneQuestion(LaneKey lane, Ask ask, LogFilter filter, String name, Page page) {

    static final String PATH = "/internal/webhooks/lane";

    private static final String NUMBER = "\\d{1,9}";

    /// What it is about.
    enum Ask {
        LOG,
        /// Which delivery an attempt belongs to, and whether it may be made again.
        RETRY,
        LETTERS,
        LETTER,
        REPLAY,
        HEALTH,
        /// The same, of an endpoint that is not active.
        HEALTH_INACTIVE
    }

    /// Which part of a list.
    record Page(int number, int size) {

        static final Page NONE = new Page(1, 1);

        long skip() {
            return (number - 1L) * size;
        }
    }

    static LaneQuestion of(LaneKey lane, Ask ask) {
        return of(lane, ask, "");
    }

    static LaneQuestion of(LaneKey lane, Ask ask, String name) {
        return new LaneQuestion(lane, ask, LogFilter.ATTEMPTS, name, Page.NONE);
    }

    /// Where the endpoint's deliveries stand.
    int partition(int partitions) {
        return RecordKey.ofEndpoint(lane.workspaceId(), lane.endpointId()).partition(partitions);
    }

    /// As it goes to another instance.
    String target() {
        return PATH
                + "?workspace="
                + encoded(lane.workspaceId())
                + "&webhook="
                + encoded(lane.endpointId())
                + "&ask="
                + word(ask)
                + "&filter="
                + word(filter)
                + "&name="
                + encoded(name)
                + "&page="
                + page.number()
                + "&per_page="
                + page.size();
    }

    /// As it came from there; empty where it is none.
    static Optional<LaneQuestion> parse(Map<String, List<String>> query) {
        Optional<Ask> ask = named(Ask.values(), first(query, "ask"));
        Optional<LogFilter> filter = named(LogFilter.values(), first(query, "filter"));
        String page = first(query, "page");
        String size = first(query, "per_page");
        if (ask.isEmpty() || filter.isEmpty() || !page.matches(NUMBER) || !size.matches(NUMBER)) {
            return Optional.empty();
        }
        return Optional.of(
                new LaneQuestion(
                        new LaneKey(first(query, "workspace"), first(query, "webhook")),
                        ask.get(),
                        filter.get(),
                        first(query, "name"),
                        new Page(Integer.parseInt(page), Integer.parseInt(size))));
    }

    private static <E extends Enum<E>> Optional<E> named(E[] all, String word) {
        return Arrays.stream(all).filter(each -> word(each).equals(word)).findAny();
    }

    private static String word(Enum<?> each) {
        return each.name().toLowerCase(Locale.ROOT);
    }

    private static String first(Map<String, List<String>> query, String name) {
        List<String> values = Objects.requireNonNullElse(query.get(name), List.of());
        return values.isEmpty() ? "" : values.getFirst();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
