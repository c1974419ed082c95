package io.activityledger.schemas;

import static io.activityledger.schemas.AvroFields.readInstant;
import static io.activityledger.schemas.AvroFields.writeInstant;

import java.io.IOException;
import java.time.Instant;
import org.apache.avro.Schema;
import org.apache.avro.io.Encoder;

/// How does a fact about an endpoint stand on the `webhook-endpoints` topic?
public final class EndpointFactCodec extends AvroCodec<EndpointFact> {

    public EndpointFactCodec(SchemaRegistry registry) {
        super(Schemas.ENDPOINT_FACT, Topics.WEBHOOK_ENDPOINTS, registry);
    }

    @Override
    void write(EndpointFact fact, Encoder to) throws IOException {
        to.writeString(fact.workspaceId());
        to.writeString(fact.endpointId());
        to.writeString(fact.fact());
        writeInstant(to, fact.recordedAt());
        to.writeString(fact.recordedBy());
        to.writeString(fact.valueJson());
    }

    @Override
    EndpointFact read(FieldReader fields) throws IOException {
        String workspaceId = "";
        String endpointId = "";
        String fact = "";
        Instant recordedAt = Instant.EPOCH;
        String recordedBy = "";
        String valueJson = "";
        for (Schema.Field field : fields.order()) {
            switch (field.name()) {
                case "workspace_id" -> workspaceId = fields.decoder().readString();
                case "endpoint_id" -> endpointId = fields.decoder().readString();
                case "fact" -> fact = fields.decoder().readString();
                case "recorded_at" -> recordedAt = readInstant(fields.decoder());
                case "recorded_by" -> recordedBy = fields.decoder().readString();
                case "value_json" -> valueJson = fields.decoder().readString();
                default -> throw unknown(field);
            }
        }
        return new EndpointFact(workspaceId, endpointId, fact, recordedAt, recordedBy, valueJson);
    }
}
