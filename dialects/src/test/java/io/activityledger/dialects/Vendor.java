package io.activityledger.dialects;

import static org.assertj.core.api.Assertions.fail;

import io.activityledger.dialects.leadlex.LeadLexDialect;
import io.activityledger.dialects.nodestash.NodestashDialect;
import io.activityledger.dialects.reevo.ReevoDialect;
import io.activityledger.schemas.Activity;
import io.activityledger.schemas.ActivityId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;

/// Whose dialect, and what do its clients send? One folder of requests each.
public enum Vendor {
    LEADLEX(new LeadLexDialect()),
    REEVO(new ReevoDialect()),
    NODESTASH(new NodestashDialect());

    public static final Instant NOW = Instant.parse("2026-02-15T10:00:00Z");

    private static final Path RESOURCES = Path.of("src/test/resources");

    @SuppressWarnings("ImmutableEnumChecker") // the dialects hold nothing
    private final Dialect dialect;

    Vendor(Dialect dialect) {
        this.dialect = dialect;
    }

    public Dialect dialect() {
        return dialect;
    }

    public String folder() {
        return name().toLowerCase(Locale.ROOT);
    }

    public byte[] file(String name) {
        try {
            return Files.readAllBytes(RESOURCES.resolve(folder()).resolve(name));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /// The activity that a request of this vendor's becomes.
    public Activity written(String requestFile, String id) {
        return recorded(accepted(dialect.read(file(requestFile), NOW)), id);
    }

    public static ActivityDraft accepted(DraftReading reading) {
        return switch (reading) {
            case DraftReading.Accepted(var draft, _, _) -> draft;
            case DraftReading.Wishing wishing -> fail("wishes " + wishing.wishes());
            case DraftReading.Refused(var refusal) -> fail("refused " + refusal);
        };
    }

    public static Refusal refused(DraftReading reading) {
        return switch (reading) {
            case DraftReading.Refused(var refusal) -> refusal;
            case DraftReading.Accepted(var draft, _, _) -> fail("accepted " + draft);
            case DraftReading.Wishing wishing -> fail("wishes " + wishing.wishes());
        };
    }

    public static Activity recorded(ActivityDraft draft, String id) {
        return draft.activity(ActivityId.parse(id).orElseThrow(), "dev", "ada", NOW);
    }
}
