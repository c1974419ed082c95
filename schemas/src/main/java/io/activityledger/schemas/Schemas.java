package io.activityledger.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;

/// Which Avro schemas does this release write? Read from the `.avsc` files that stand in this
/// module's jar.
final class Schemas {

    static final Schema ACTIVITY_CREATED = load("ActivityCreated.avsc");
    static final Schema REFERENCE = load("Reference.avsc");
    static final Schema FACT = load("Fact.avsc");
    static final Schema WEBHOOK_DELIVERY = load("WebhookDelivery.avsc");
    static final Schema WEBHOOK_ATTEMPT = load("WebhookAttempt.avsc");

    /// No text in a record is longer; a damaged record that claims more is refused before memory is
    /// set aside.
    private static final int LONGEST_TEXT_BYTES = 16 << 20;

    static {
        System.setProperty(
                "org.apache.avro.limits.string.maxLength", Integer.toString(LONGEST_TEXT_BYTES));
    }

    private Schemas() {}

    private static Schema load(String name) {
        try (InputStream file = Schemas.class.getResourceAsStream("/avro/" + name)) {
            if (file == null) {
                throw new IllegalStateException("the jar lacks /avro/" + name);
            }
            return new Schema.Parser().parse(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
