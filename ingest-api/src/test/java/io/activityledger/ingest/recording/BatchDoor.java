package io.activityledger.ingest.recording;

import com.fasterxml.jackson.databind.JsonNode;
import io.activityledger.ingest.deduplication.LoggedFirsts;
import io.activityledger.ingest.http.TraceContext;
import io.activityledger.ingest.http.TracedEndpoint;
import io.activityledger.ingest.log.Append;
import io.activityledger.ingest.reference.KnownAddresses.Owners;
import io.activityledger.ingest.reference.KnownReferences.Found;
import io.activityledger.kit.settings.ByteSize;
import io.activityledger.kit.tracing.Tracing;
import io.activityledger.schemas.Activity;
import io.activityledger.schemas.ActivityIdMint;
import io.activityledger.schemas.Position;
import io.activityledger.schemas.Routes;
import io.activityledger.schemas.Subject;
import io.activityledger.testkit.HttpProbe.Answer;
import io.activityledger.testkit.TestClock;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/// The door of batches behind a real server, over a log in memory that can be slow or full; nobody
/// knows the contact `nobody`.
final class BatchDoor implements AutoCloseable {

    static final String PATH = "/v1/activities/batch";
    static final String JSON = "application/json";
    static final int MOST_ITEMS = 20;

    final List<Activity> appended = Collections.synchronizedList(new ArrayList<>());
    final List<String> traces = Collections.synchronizedList(new ArrayList<>());
    final LoggedFirsts firsts = new LoggedFirsts(appended);
    final Set<String> tooLateFor = new HashSet<>();
    final CountDownLatch reached = new CountDownLatch(1);
    final CountDownLatch open = new CountDownLatch(1);
    volatile boolean logHolds;

    private final IngestDoor door;

    BatchDoor(Path directory) throws IOException {
        this(directory, Duration.ofSeconds(10));
    }

    BatchDoor(Path directory, Duration keyedWithin) throws IOException {
        var clock = TestClock.atNoon();
        var recording =
                new ActivityRecording(
                        clock,
                        new ReferenceCheck(
                                (_, subjects) -> find(subjects),
                                (_, _) -> new Owners.Found(Map.of())),
                        new ActivityIdMint(clock, new Random(3)),
                        this::append);
        var limits = new BatchLimits(ByteSize.kib(256), MOST_ITEMS, 1, keyedWithin);
        var keyed = new KeyedRecording(recording, firsts.deduplication());
        var endpoint = new BatchEndpoint(limits, ByteSize.kib(64), keyed, clock);
        door =
                new IngestDoor(
                        Routes.CREATE_ACTIVITIES,
                        new TracedEndpoint("batch", endpoint, Tracing.off()),
                        clock,
                        directory);
    }

    Answer post(String body) {
        return postAs("writer", body, JSON);
    }

    /// With one more header.
    Answer post(String body, String header, String value) {
        var probe = door.as("writer");
        return probe.answer(
                probe.request(PATH).header(header, value).POST(BodyPublishers.ofString(body)));
    }

    Answer postAs(String key, String body, String type) {
        var probe = door.as(key);
        return probe.answer(
                probe.request(PATH)
                        .setHeader("Content-Type", type)
                        .POST(BodyPublishers.ofString(body)));
    }

    static List<JsonNode> results(Answer answer) {
        return answer.json().at("/data/results").valueStream().toList();
    }

    /// What stands at `pointer` in each result; an empty text where nothing does.
    static List<String> texts(Answer answer, String pointer) {
        return results(answer).stream().map(each -> each.at(pointer).asText()).toList();
    }

    /// Where the log puts the activity of this number, if it has no key.
    static Position position(int number) {
        return new Position(number % 2, 40 + number);
    }

    @Override
    public void close() {
        open.countDown();
        door.close();
    }

    private static Found find(List<Subject> subjects) {
        return subjects.contains(Subject.contact("nobody"))
                ? new Found.Missing(Subject.contact("nobody"))
                : new Found.All();
    }

    private Append append(Activity activity) {
        traces.add(TraceContext.current().map(TraceContext::parent).orElse("none"));
        if (logHolds) {
            reached.countDown();
            try {
                open.await();
            } catch (InterruptedException stopped) {
                throw new AssertionError(stopped);
            }
        }
        if (tooLateFor.contains(activity.type())) {
            return new Append.Unavailable(Duration.ofSeconds(1), "late");
        }
        return appended(activity);
    }

    private synchronized Append appended(Activity activity) {
        appended.add(activity);
        int number = appended.size() - 1;
        return new Append.Appended(
                activity.idempotencyKey() == null
                        ? position(number)
                        : new Position(LoggedFirsts.PARTITION, number));
    }
}
