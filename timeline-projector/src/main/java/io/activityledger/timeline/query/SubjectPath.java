package io.activityledger.timeline.query;

import io.activityledger.dialects.Refusal;
import io.activityledger.dialects.leadlex.LeadLexId;
import io.activityledger.schemas.Subject;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Whose timeline does a path such as `/v1/contacts/{id}/…` or `/v1/entities/{type}/{id}/…` mean,
/// and how is it told that there is no such one?
record SubjectPath(Subject.Kind kind) {

    Refusal notFound() {
        String word = kind.word();
        return Refusal.of(404, word + "_not_found", "No " + word + " with this ID");
    }

    /// Empty where no such subject can exist.
    Optional<Subject> subject(UnaryOperator<String> pathParameter) {
        Optional<String> id = LeadLexId.parse(pathParameter.apply("id"));
        return kind == Subject.Kind.ENTITY
                ? id.flatMap(it ->
                        LeadLexId.parse(pathParameter.apply("type"))
                                .map(type -> Subject.entity(type, it)))
                : id.map(it -> Subject.named(kind, it));
    }
}
