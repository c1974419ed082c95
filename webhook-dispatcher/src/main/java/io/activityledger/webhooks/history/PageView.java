package io.activityledger.webhooks.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.dialects.json.JsonWriter;
import io.activityledger.webhooks.delivery.Excerpt;
import java.io.ByteArrayOutputStream;
import java.util.List;

/// How does a LeadLex client see a page of what lies ready as JSON?
final class PageView {

    private PageView() {}

    static byte[] of(String name, Excerpt excerpt, LaneQuestion.Page page) {
        return joined(
                "{\"data\":{\"" + name + "\":",
                JsonWriter.array(excerpt.entries()),
                "},\"meta\":{\"page\":%d,\"per_page\":%d,\"total\":%d}}"
                        .formatted(page.number(), page.size(), excerpt.total()));
    }

    static byte[] single(String name, byte[] object) {
        return joined("{\"data\":{\"" + name + "\":", object, "}}");
    }

    private static byte[] joined(String opening, byte[] content, String closing) {
        var json = new ByteArrayOutputStream(opening.length() + content.length + closing.length());
        for (byte[] part : List.of(opening.getBytes(UTF_8), content, closing.getBytes(UTF_8))) {
            json.writeBytes(part);
        }
        return json.toByteArray();
    }
}
