package io.activityledger.access;

import java.util.Map;

/// May this request pass? Either way `headers` go on the answer.
public sealed interface Admission {

    Map<String, String> headers();

    /// It may, on behalf of `caller`.
    record Admitted(Caller caller, Map<String, String> headers) implements Admission {}

    /// It may not: 401, 403, 429, or 503 where nobody can tell.
    record Refused(int status, String code, String message, Map<String, String> headers)
            implements Admission {}
}
