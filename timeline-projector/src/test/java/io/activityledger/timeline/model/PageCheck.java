package io.activityledger.timeline.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.dialects.leadlex.LeadLexView;
import io.activityledger.dialects.leadlex.LeadLexView.PageMeta;
import io.activityledger.schemas.Activity;
import io.activityledger.schemas.ActivityId;
import io.activityledger.schemas.Subject;
import io.activityledger.timeline.model.Pages.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Supplier;

/// Compares every page of every filter, by number and along cursors in both directions, every
/// summary and every activity with what the plain model says at that moment, byte for byte.
public final class PageCheck {

    private static final List<List<String>> UNIONS =
            List.of(
                    List.of("call", "note"),
                    List.of("rare", "email"),
                    List.of("note", "never", "rare"),
                    List.of("rare", "note", "call", "email"));

    private final Pages pages;
    private final Supplier<PlainTimelines> model;
    private final Runnable meanwhile;
    private final SplittableRandom dice;
    private long compared;

    /// @param model what must be seen now
    /// @param meanwhile lets something happen between two pages, or nothing
    public PageCheck(
            Pages pages,
            Supplier<PlainTimelines> model,
            Runnable meanwhile,
            SplittableRandom dice) {
        this.pages = pages;
        this.model = model;
        this.meanwhile = meanwhile;
        this.dice = dice;
    }

    /// How many answers were compared.
    public long compared() {
        return compared;
    }

    /// Everything that can be asked about one subject.
    public void timeline(Subject subject) {
        List<String> union = UNIONS.get(dice.nextInt(UNIONS.size()));
        String type = ModelHistory.TYPES.get(dice.nextInt(ModelHistory.TYPES.size()));
        List<String> types = dice.nextBoolean() ? List.of(type) : union;
        String user = ModelHistory.USERS.get(dice.nextInt(ModelHistory.USERS.size()));
        walk(subject, Wanted.ALL);
        walk(subject, Wanted.ofTypes(List.of(type)));
        walk(subject, Wanted.ofTypes(union));
        walk(subject, dated(Wanted.ALL));
        walk(subject, dated(Wanted.ofTypes(types)));
        walk(subject, Wanted.ALL.by(user));
        walk(subject, dated(Wanted.ofTypes(types)).by(user));
        same(
                pages.summary(subject, PlainSummary.PARAMETERS),
                200,
                PlainSummary.of(model.get().of(subject)));
    }

    /// Every activity by its id, and one that nobody has recorded.
    public void activities() {
        PlainTimelines now = model.get();
        for (Activity activity : now.known().values()) {
            byte[] body = LeadLexView.single(now.json(activity));
            same(pages.activity(activity.id()), 200, new String(body, UTF_8));
        }
        var nobodys = new ActivityId(new UUID(0x7000L, Long.MIN_VALUE | dice.nextInt(1 << 16)));
        assertThat(pages.activity(nobodys).status()).isEqualTo(404);
        compared++;
    }

    private Wanted dated(Wanted wanted) {
        Instant from = moment();
        Instant to = moment();
        return switch (dice.nextInt(4)) {
            case 0 -> wanted.between(from, null);
            case 1 -> wanted.between(null, to);
            default -> from.isAfter(to) ? wanted.between(to, from) : wanted.between(from, to);
        };
    }

    /// Often exactly when something happened.
    private Instant moment() {
        List<Activity> known = List.copyOf(model.get().known().values());
        if (known.isEmpty() || dice.nextInt(3) == 0) {
            return ModelHistory.NOW.plus(Duration.ofMillis(dice.nextLong(-(1L << 31), 1L << 31)));
        }
        Instant one = known.get(dice.nextInt(known.size())).occurredAt();
        return one.plusMillis(dice.nextInt(-1, 2));
    }

    private void walk(Subject subject, Wanted wanted) {
        int rows = wanted.counted(model.get().of(subject)).size();
        int perPage = Math.clamp(1 + rows / (1 + dice.nextInt(4)), 1, 100);
        var walk = new Walk(subject, wanted, perPage);
        if (!wanted.walks()) {
            walk.byNumber();
        }
        walk.alongCursors();
    }

    private void same(Answer answer, int status, String body) {
        compared++;
        if (answer.status() != status || !answer.body().equals(body)) {
            assertThat(answer.status() + " " + answer.body()).isEqualTo(status + " " + body);
        }
    }

    /// All pages of one filter.
    private final class Walk {

        private final Subject subject;
        private final Wanted wanted;
        private final int perPage;
        private PlainTimelines seen = model.get();
        private List<Activity> counted;

        Walk(Subject subject, Wanted wanted, int perPage) {
            this.subject = subject;
            this.wanted = wanted;
            this.perPage = perPage;
            this.counted = wanted.counted(seen.of(subject));
        }

        /// Up to one behind the last.
        void byNumber() {
            int last = counted().size() / perPage + 2;
            for (int page = 1; page <= last; page++) {
                Answer answer = ask("page", Integer.toString(page));
                same(answer, PlainPage.numbered(counted(), wanted, perPage, page), page);
                meanwhile.run();
            }
        }

        void alongCursors() {
            Answer answer = ask("", "");
            PlainPage here = PlainPage.numbered(counted(), wanted, perPage, 1);
            same(answer, here, 1);
            while (here.later()) {
                meanwhile.run();
                answer = ask("cursor", answer.next());
                here = PlainPage.after(counted(), wanted, perPage, here.end());
                same(answer, here, PageMeta.NONE);
            }
            while (here.earlier()) {
                meanwhile.run();
                answer = ask("cursor", answer.prev());
                here = PlainPage.before(counted(), wanted, perPage, here.start());
                same(answer, here, PageMeta.NONE);
            }
        }

        private List<Activity> counted() {
            PlainTimelines now = model.get();
            if (now != seen) {
                seen = now;
                counted = wanted.counted(now.of(subject));
            }
            return counted;
        }

        private Answer ask(String name, String value) {
            Map<String, List<String>> parameters = new HashMap<>(wanted.parameters());
            parameters.put("per_page", List.of(Integer.toString(perPage)));
            if (!name.isEmpty()) {
                parameters.put(name, List.of(value));
            }
            return pages.page(subject, parameters);
        }

        private void same(Answer answer, PlainPage page, long number) {
            long total = wanted.walks() ? PageMeta.NONE : counted().size();
            var meta =
                    new PageMeta(
                            number,
                            perPage,
                            total,
                            page.later() ? some(answer.next()) : "",
                            page.earlier() ? some(answer.prev()) : "");
            List<byte[]> rows = page.rows().stream().map(seen::json).toList();
            String body = new String(LeadLexView.page(rows, meta), UTF_8);
            PageCheck.this.same(answer, 200, body);
        }

        private String some(String cursor) {
            return cursor.isEmpty() ? "a-cursor" : cursor;
        }
    }
}
