package io.activityledger.dialects;

import io.activityledger.schemas.Activity;
import io.activityledger.schemas.Subject;
import java.time.Instant;

/// How does one vendor's client speak of activities? Pure: bytes in, bytes out.
///
/// `requestId` names the request that is answered, for the dialects that show it.
public interface Dialect {

    /// Reads the body of a request to record an activity that arrived at `now`.
    DraftReading read(byte[] body, Instant now);

    /// The answer that shows one activity, whichever dialect wrote it.
    byte[] answer(Activity activity, String requestId);

    /// What is said of a contact, deal or company that an activity points at and nobody knows.
    Refusal unknown(Subject subject);

    /// The answer that turns a request down, under the refusal's own status.
    byte[] refusal(Refusal refusal, String requestId);
}
