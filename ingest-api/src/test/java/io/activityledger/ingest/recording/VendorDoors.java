package io.activityledger.ingest.recording;

import io.activityledger.dialects.ReferenceWish.ByEmail;
import io.activityledger.dialects.spoken.Dialects;
import io.activityledger.ingest.deduplication.LoggedFirsts;
import io.activityledger.ingest.log.Append;
import io.activityledger.ingest.reference.KnownAddresses.Owners;
import io.activityledger.ingest.reference.KnownReferences.Found;
import io.activityledger.kit.settings.ByteSize;
import io.activityledger.schemas.Activity;
import io.activityledger.schemas.ActivityIdMint;
import io.activityledger.schemas.Position;
import io.activityledger.schemas.Routes.Route;
import io.activityledger.schemas.Subject;
import io.activityledger.testkit.HttpProbe;
import io.activityledger.testkit.HttpProbe.Answer;
import io.activityledger.testkit.TestClock;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// The doors of other vendors' clients, over references and a log in memory that can be away.
final class VendorDoors implements AutoCloseable {

    static final int LIMIT = 64 * 1024;

    private final Path directory;
    final TestClock clock = TestClock.atNoon();
    final List<Activity> appended = new ArrayList<>();
    final Set<Subject> unknown = new HashSet<>();
    final Map<String, String> byEmail = new HashMap<>();
    private final List<IngestDoor> doors = new ArrayList<>();
    Optional<Owners> addressesDown = Optional.empty();
    boolean logIsDown;

    VendorDoors(Path directory) {
        this.directory = directory;
    }

    /// In the order of refusal: everything wrong at first, then less and less; last, no such door.
    List<Answer> refusals(
            IngestDoor door, String path, String invalid, String naming, String valid) {
        logIsDown = true;
        String tooLarge = "{\"x\":\"" + "x".repeat(LIMIT) + "\"}";
        door.as("once").post(path, "{}");
        return List.of(
                postAs(door.as("nobody"), path, tooLarge, "text/plain"),
                postAs(door.as("reader"), path, tooLarge, "text/plain"),
                postAs(door.as("once"), path, tooLarge, "text/plain"),
                postAs(door.as("writer"), path, tooLarge, "text/plain"),
                postAs(door.as("writer"), path, invalid, "text/plain"),
                door.as("writer").post(path, invalid),
                door.as("writer").post(path, naming),
                door.as("writer").post(path, valid),
                door.as("writer").post(path + "/nothing/here", valid));
    }

    private static Answer postAs(HttpProbe probe, String path, String body, String type) {
        return probe.answer(
                probe.request(path)
                        .setHeader("Content-Type", type)
                        .POST(BodyPublishers.ofString(body)));
    }

    IngestDoor open(Route route) {
        var recording =
                new ActivityRecording(
                        clock,
                        new ReferenceCheck((_, all) -> find(all), (_, all) -> owners(all)),
                        new ActivityIdMint(clock, new Random(3)),
                        this::append);
        var keyed = new KeyedRecording(recording, new LoggedFirsts(List.of()).deduplication());
        var limits = new RecordingLimits(ByteSize.kib(64));
        var endpoint = new CreateActivityEndpoint(limits, keyed, Dialects.of(route.base()));
        try {
            var door = new IngestDoor(route, endpoint, clock, directory);
            doors.add(door);
            return door;
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private Found find(List<Subject> subjects) {
        return subjects.stream()
                .filter(unknown::contains)
                .findFirst()
                .<Found>map(Found.Missing::new)
                .orElseGet(Found.All::new);
    }

    private Owners owners(List<ByEmail> sought) {
        Map<ByEmail, String> ids = new HashMap<>();
        sought.stream()
                .filter(each -> byEmail.containsKey(each.email()))
                .forEach(each -> ids.put(each, byEmail.get(each.email())));
        return addressesDown.orElseGet(() -> new Owners.Found(ids));
    }

    private Append append(Activity activity) {
        if (logIsDown) {
            return new Append.Unavailable(Duration.ofSeconds(1), "gone");
        }
        appended.add(activity);
        return new Append.Appended(new Position(3, 41));
    }

    @Override
    public void close() {
        doors.forEach(IngestDoor::close);
    }
}
