package io.activityledger.timeline.query;

import io.activityledger.timeline.projection.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// Under which addresses stand the pages around this one? As RFC 8288 has it; whoever came by a
/// page's number goes on by numbers, whoever came by a cursor by cursors.
///
/// ```
/// Link: </v1/contacts/c1/activities?type=call&page=3>; rel="next", <…&page=1>; rel="first", …
/// ```
final class PageLinks {

    static final String HEADER = "Link";

    private static final String PAGE = "page";
    private static final String CURSOR = "cursor";

    private final String path;
    private final List<String> others;
    private final List<String> links = new ArrayList<>();

    private PageLinks(String path, String query) {
        this.path = path;
        this.others =
                Arrays.stream(query.split("&", -1))
                        .filter(each -> !each.isEmpty() && !names(each, PAGE, CURSOR))
                        .toList();
    }

    /// @param path as it was asked for, still encoded
    /// @param parameters the same, empty where there were none
    static String of(String path, String parameters, PageQuery query, Paging paging) {
        var links = new PageLinks(path, parameters);
        boolean counted = paging.total() != Paging.UNKNOWN;
        if (query.place() instanceof Place.Nth(long offset) && counted) {
            links.addNumbers(offset / query.perPage() + 1, query.perPage(), paging.total());
        } else {
            links.addCursors(paging);
        }
        return String.join(", ", links.links);
    }

    private void addNumbers(long page, int perPage, long total) {
        long last = Math.max(1, (total + perPage - 1) / perPage);
        if (page < last) {
            add("next", PAGE, Long.toString(page + 1));
        }
        if (page > 1) {
            add("prev", PAGE, Long.toString(Math.min(page - 1, last)));
        }
        add("first", PAGE, "1");
        add("last", PAGE, Long.toString(last));
    }

    private void addCursors(Paging paging) {
        add("next", CURSOR, paging.next());
        add("prev", CURSOR, paging.prev());
        add("first", "", "");
    }

    private void add(String relation, String name, String value) {
        if (value.isEmpty() && !name.isEmpty()) {
            return;
        }
        List<String> parameters = new ArrayList<>(others);
        if (!name.isEmpty()) {
            parameters.add(name + "=" + value);
        }
        String query = parameters.stream().map(PageLinks::written).collect(Collectors.joining("&"));
        String target = written(path) + (query.isEmpty() ? "" : "?" + query);
        links.add("<" + target + ">; rel=\"" + relation + "\"");
    }

    private static boolean names(String parameter, String... names) {
        String name = parameter.split("=", 2)[0];
        return Arrays.asList(names).contains(name);
    }

    /// What a client sent as it stands in a header: nothing that ends the address early.
    private static String written(String part) {
        return part.replace("<", "%3C").replace(">", "%3E").replace("\"", "%22");
    }
}
