package io.activityledger.dialects.leadlex;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.dialects.Refusal;
import io.activityledger.schemas.Activity;
import io.activityledger.schemas.Position;
import java.io.ByteArrayOutputStream;

/// What became of each item of a batch, in their order? Grows by one result at a time and belongs
/// to one thread.
///
/// ```
/// {"data":{"results":[{"status":"created","activity":{…},"position":"…"},
///                     {"status":"rejected","error":{…}}]},
///  "meta":{"created":1,"replayed":0,"rejected":1}}
/// ```
public final class LeadLexBatchView {

    private final ByteArrayOutputStream answer = new ByteArrayOutputStream();
    private int created;
    private int replayed;
    private int rejected;

    public LeadLexBatchView() {
        write("{\"data\":{\"results\":[");
    }

    /// The activity as every other answer shows it, and where it stands.
    public void created(Activity activity, Position position) {
        good("created", activity, position);
        created++;
    }

    /// What the same key recorded before.
    public void replayed(Activity activity, Position position) {
        good("replayed", activity, position);
        replayed++;
    }

    private void good(String status, Activity activity, Position position) {
        next();
        write("{\"status\":\"" + status + "\",\"activity\":");
        answer.writeBytes(LeadLexView.activity(activity));
        write(",\"position\":\"" + position.of(activity).text() + "\"}");
    }

    /// The same `error` that a request of its own would have got.
    public void rejected(Refusal refusal) {
        next();
        rejected++;
        byte[] envelope = LeadLexView.refusal(refusal);
        write("{\"status\":\"rejected\",");
        answer.write(envelope, 1, envelope.length - 1);
    }

    public boolean allGood() {
        return rejected == 0;
    }

    /// The whole answer; nothing is added after it.
    public byte[] bytes() {
        write(
                "]},\"meta\":{\"created\":%d,\"replayed\":%d,\"rejected\":%d}}"
                        .formatted(created, replayed, rejected));
        return answer.toByteArray();
    }

    private void next() {
        if (created + replayed + rejected > 0) {
            answer.write(',');
        }
    }

    private void write(String text) {
        answer.writeBytes(text.getBytes(UTF_8));
    }
}
