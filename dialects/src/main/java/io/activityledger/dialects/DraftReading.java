package io.activityledger.dialects;

import io.activityledger.dialects.ReferenceWish.ByEmail;
import io.activityledger.dialects.ReferenceWish.ById;
import io.activityledger.schemas.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What came of reading a request to record an activity?
///
/// ```
/// body ─▶ Accepted
///      ─▶ Wishing ── granted(who was found) ─▶ Accepted
///      └▶ Refused ◀─────────────────────────┘
/// ```
public sealed interface DraftReading {

    /// It may be recorded; `adjusted` and `ignored` name the fields that were replaced or not
    /// known.
    record Accepted(ActivityDraft draft, List<String> adjusted, List<String> ignored)
            implements DraftReading {}

    /// It may be recorded once it is known whom its email addresses mean: `draft` lacks every
    /// contact, deal and company, `wishes` has them all in their order.
    record Wishing(
            ActivityDraft draft,
            List<ReferenceWish> wishes,
            List<String> adjusted,
            List<String> ignored)
            implements DraftReading {

        /// What has to be looked up.
        public List<ByEmail> sought() {
            return wishes.stream()
                    .filter(ByEmail.class::isInstance)
                    .map(ByEmail.class::cast)
                    .toList();
        }

        /// The reading that comes of what was found: the ids of whom was sought. Who is not among
        /// them is not known, and the request is refused.
        public DraftReading granted(Map<ByEmail, String> found) {
            List<Problem> problems = new ArrayList<>();
            List<Subject> subjects = new ArrayList<>();
            for (ReferenceWish wish : wishes) {
                subject(wish, found)
                        .ifPresentOrElse(subjects::add, () -> problems.add(unknown(wish)));
            }
            return problems.isEmpty()
                    ? new Accepted(draft.about(subjects), adjusted, ignored)
                    : new Refused(
                            new Refusal(
                                    422,
                                    "unknown_reference",
                                    "Somebody it names is not known",
                                    problems));
        }

        private static Optional<Subject> subject(ReferenceWish wish, Map<ByEmail, String> found) {
            return switch (wish) {
                case ById(Subject subject) -> Optional.of(subject);
                case ByEmail sought ->
                        Optional.ofNullable(found.get(sought))
                                .map(id -> Subject.named(sought.kind(), id));
            };
        }

        private static Problem unknown(ReferenceWish wish) {
            return switch (wish) {
                case ById(Subject subject) -> throw new IllegalStateException("known: " + subject);
                case ByEmail(var kind, var email, var field) ->
                        new Problem(
                                field,
                                Problem.Kind.UNKNOWN_REFERENCE,
                                "no single %s has the email %s".formatted(kind.word(), email));
            };
        }
    }

    /// Nothing is recorded.
    record Refused(Refusal refusal) implements DraftReading {}
}
