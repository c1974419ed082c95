package io.activityledger.webhooks.trial;

import com.fasterxml.jackson.core.JsonGenerator;
import io.activityledger.dialects.json.JsonWriter;
import io.activityledger.webhooks.receiver.Answer;
import io.activityledger.webhooks.receiver.Answer.Answered;
import io.activityledger.webhooks.trial.Trial.Tried;
import java.io.IOException;
import java.util.TreeMap;

/// How does a client see what came back? With the names of the log of attempts.
final class TrialView {

    private TrialView() {}

    static byte[] of(Tried.Sent sent) {
        return JsonWriter.bytes(to -> {
            to.writeStartObject();
            to.writeObjectFieldStart("data");
            to.writeObjectFieldStart("test");
            write(sent, to);
            to.writeEndObject();
            to.writeEndObject();
            to.writeEndObject();
        });
    }

    private static void write(Tried.Sent sent, JsonGenerator to) throws IOException {
        Answer answer = sent.reply().answer();
        to.writeStringField("delivery_id", sent.deliveryId());
        to.writeStringField("webhook_id", sent.webhookId());
        to.writeBooleanField("delivered", answer.complaint().isEmpty());
        writeAnswer(answer, to);
        to.writeObjectFieldStart("response_headers");
        for (var header : new TreeMap<>(sent.reply().headers()).entrySet()) {
            to.writeStringField(header.getKey(), header.getValue());
        }
        to.writeEndObject();
        to.writeNumberField("duration_ms", sent.took().toMillis());
        var complaint = answer.complaint();
        JsonWriter.writeText("error", complaint.map(it -> it.failure().word()).orElse(null), to);
        JsonWriter.writeText(
                "error_detail", complaint.map(Answer.Complaint::detail).orElse(null), to);
    }

    private static void writeAnswer(Answer answer, JsonGenerator to) throws IOException {
        if (answer instanceof Answered answered) {
            to.writeNumberField("response_status_code", answered.status());
            to.writeStringField("response_body", answered.body());
        } else {
            to.writeNullField("response_status_code");
            to.writeNullField("response_body");
        }
    }
}
