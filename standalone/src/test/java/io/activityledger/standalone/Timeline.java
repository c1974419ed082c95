package io.activityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.activityledger.testkit.HttpProbe;
import io.activityledger.testkit.HttpProbe.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import org.awaitility.Awaitility;

/// What does a timeline hold, as pages put together, at one instance of the projector? A subject is
/// spelled as in paths: `contacts/c-1`.
final class Timeline {

    private static final int PER_PAGE = 100;

    private Timeline() {}

    /// All rows, newest first, when nobody writes: fails where pages do not concatenate.
    static List<JsonNode> whole(HttpProbe projector, String subject) {
        var rows = new ArrayList<JsonNode>();
        var total = 0;
        var page = 1;
        do {
            var answer = fresh(projector, path(subject, page, PER_PAGE));
            total = answer.json().at("/meta/total").asInt();
            var activities = answer.json().at("/data/activities");
            assertThat(activities.size())
                    .as(answer::toString)
                    .isEqualTo(Math.clamp(total - rows.size(), 0, PER_PAGE));
            activities.forEach(rows::add);
            page++;
        } while (rows.size() < total);
        return rows;
    }

    /// The newest rows, fresh, as soon as that can be had.
    static Answer firstPage(HttpProbe projector, String subject) {
        return fresh(projector, path(subject, 1, PER_PAGE));
    }

    static String path(String subject, int page, int perPage) {
        return "/v1/%s/activities?page=%d&per_page=%d".formatted(subject, page, perPage);
    }

    static List<String> ids(Iterable<JsonNode> rows) {
        var ids = new ArrayList<String>();
        rows.forEach(row -> ids.add(row.path("id").asText()));
        return ids;
    }

    /// Each of them stands once; timelines of ten thousands of rows are looked through quickly.
    static void assertHoldsAll(Iterable<JsonNode> rows, Collection<String> acknowledged) {
        var ids = ids(rows);
        var missing = new HashSet<>(acknowledged);
        ids.forEach(missing::remove);
        assertThat(missing).isEmpty();
        assertThat(new HashSet<>(ids)).hasSameSizeAs(ids);
    }

    static boolean isStale(Answer answer) {
        return answer.header("Ledger-Stale").isPresent();
    }

    /// A 200 that does not say it is stale, which comes as soon as the partitions have settled.
    private static Answer fresh(HttpProbe projector, String path) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () -> projector.get(path),
                        answer -> answer.status() == 200 && !isStale(answer));
    }
}
