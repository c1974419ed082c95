package io.activityledger.webhooks.endpoint;

import com.fasterxml.jackson.core.JsonGenerator;
import io.activityledger.dialects.json.JsonWriter;
import io.activityledger.webhooks.endpoint.EndpointSettings.Ordering;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How does a client see what an endpoint is set to? Only what is not as the house has it, so that
/// LeadLex's clients see nothing they do not know; of headers the names.
final class SettingsView {

    private SettingsView() {}

    static void write(EndpointSettings settings, JsonGenerator to) throws IOException {
        if (!settings.filter().equals(EndpointFilter.all())) {
            to.writeObjectFieldStart(Setting.FILTERS.field());
            writeFilter(settings.filter(), to);
            to.writeEndObject();
        }
        if (settings.rateLimit() != null) {
            to.writeNumberField(Setting.RATE_LIMIT.field(), settings.rateLimit());
        }
        if (settings.maxInFlight() != null) {
            to.writeNumberField(Setting.MAX_IN_FLIGHT.field(), settings.maxInFlight());
        }
        if (settings.ordering() != Ordering.NONE) {
            to.writeStringField(Setting.ORDERING.field(), settings.ordering().word());
        }
        if (!settings.headers().values().isEmpty()) {
            JsonWriter.writeTexts("header_names", settings.headers().names(), to);
        }
        if (settings.timeout() != null) {
            to.writeNumberField(Setting.TIMEOUT.field(), settings.timeout().toSeconds());
        }
        if (settings.schedule() != null) {
            to.writeArrayFieldStart(Setting.SCHEDULE.field());
            for (Duration wait : settings.schedule()) {
                to.writeNumber(wait.toSeconds());
            }
            to.writeEndArray();
        }
    }

    private static void writeFilter(EndpointFilter filter, JsonGenerator to) throws IOException {
        if (!filter.activityTypes().isEmpty()) {
            JsonWriter.writeTexts(EndpointFilter.TYPES, filter.activityTypes(), to);
        }
        writeWhereGiven(EndpointFilter.CONTACT, filter.contactId(), to);
        writeWhereGiven(EndpointFilter.DEAL, filter.dealId(), to);
        writeWhereGiven(EndpointFilter.COMPANY, filter.companyId(), to);
        writeWhereGiven(EndpointFilter.ENTITY_TYPE, filter.entityType(), to);
        writeWhereGiven(EndpointFilter.ENTITY_ID, filter.entityId(), to);
    }

    private static void writeWhereGiven(String name, @Nullable String value, JsonGenerator to)
            throws IOException {
        if (value != null) {
            to.writeStringField(name, value);
        }
    }
}
