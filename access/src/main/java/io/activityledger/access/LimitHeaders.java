package io.activityledger.access;

import io.activityledger.access.Quota.Left;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What is a limited key told of its limits?
///
/// ```
/// RateLimit-Policy: "minute";q=50;w=60, "day";q=1000;w=86400
/// RateLimit: "minute";r=49;t=2, "day";r=995;t=3600
/// X-RateLimit-Limit: 1000   -Remaining: 995   -Reset: 1708905600        the longest window
/// X-RateLimit-Burst-Limit: 50   -Burst-Remaining: 49                    the shortest, if another
/// ```
///
/// Where its workspace is limited too, those windows stand behind as `workspace-minute` and so on.
final class LimitHeaders {

    private static final Comparator<Window> BY_LENGTH =
            Comparator.comparing((Window window) -> window.left.limit().window())
                    .thenComparing(
                            Comparator.comparingLong((Window window) -> window.left.remaining())
                                    .reversed());

    private final List<Window> windows = new ArrayList<>();

    LimitHeaders ofKey(List<Left> left) {
        left.forEach(each -> windows.add(new Window(each.limit().name(), each)));
        return this;
    }

    LimitHeaders ofWorkspace(List<Left> left) {
        left.forEach(each -> windows.add(new Window("workspace-" + each.limit().name(), each)));
        return this;
    }

    /// The headers of an answer; none where nothing is limited.
    Map<String, String> granted() {
        return headers(Duration.ZERO);
    }

    /// The headers of a refusal: no sooner than in `wait`.
    Map<String, String> exhausted(Duration wait) {
        Map<String, String> headers = new LinkedHashMap<>(headers(wait));
        headers.put("Retry-After", Long.toString(seconds(wait)));
        return headers;
    }

    /// In whole seconds, rounded up.
    static long seconds(Duration wait) {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }

    private Map<String, String> headers(Duration wait) {
        if (windows.isEmpty()) {
            return Map.of();
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("RateLimit-Policy", joined(Window::policy));
        headers.put("RateLimit", joined(window -> window.state(wait)));
        Left longest = windows.stream().max(BY_LENGTH).orElseThrow().left;
        headers.put("X-RateLimit-Limit", Long.toString(longest.limit().requests()));
        headers.put("X-RateLimit-Remaining", Long.toString(longest.remaining()));
        headers.put("X-RateLimit-Reset", Long.toString(epochSecond(longest)));
        Left shortest = windows.stream().min(BY_LENGTH).orElseThrow().left;
        if (!shortest.limit().window().equals(longest.limit().window())) {
            headers.put("X-RateLimit-Burst-Limit", Long.toString(shortest.limit().requests()));
            headers.put("X-RateLimit-Burst-Remaining", Long.toString(shortest.remaining()));
        }
        return headers;
    }

    private static long epochSecond(Left window) {
        return window.full().plusNanos(999_999_999).getEpochSecond();
    }

    private String joined(Function<Window, String> each) {
        return windows.stream().map(each).collect(Collectors.joining(", "));
    }

    private record Window(String name, Left left) {

        String policy() {
            return "\"%s\";q=%d;w=%d"
                    .formatted(name, left.limit().requests(), left.limit().window().toSeconds());
        }

        /// A window that is used up promises nothing before the request may be tried again.
        String state(Duration wait) {
            Duration more = left.remaining() == 0 && !wait.isZero() ? wait : left.untilMore();
            return "\"%s\";r=%d;t=%d".formatted(name, left.remaining(), seconds(more));
        }
    }
}
