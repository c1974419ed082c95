package io.activityledger.dialects;

import io.activityledger.schemas.Subject;

/// Whom or what does a request mean? Either it says the id, or it says the email address, and the
/// workspace's references know who has it.
public sealed interface ReferenceWish {

    /// Named outright.
    record ById(Subject subject) implements ReferenceWish {}

    /// The one reference of this kind whose `email` is this, however its letters are written; two
    /// are as good as none.
    ///
    /// @param field where it stands in the request, as [Problem#field] says it
    record ByEmail(Subject.Kind kind, String email, String field) implements ReferenceWish {}
}
