package io.activityledger.schemas;

import static io.activityledger.schemas.AvroFields.readInstant;
import static io.activityledger.schemas.AvroFields.writeInstant;

import java.io.IOException;
import java.time.Instant;
import org.apache.avro.Schema;
import org.apache.avro.io.Encoder;

/// How does a fact stand on its topic? The record is the same on all topics of facts.
public final class FactCodec extends AvroCodec<Fact> {

    public FactCodec(Topics.Topic topic, SchemaRegistry registry) {
        super(Schemas.FACT, topic, registry);
    }

    @Override
    void write(Fact fact, Encoder to) throws IOException {
        to.writeString(fact.workspaceId());
        to.writeString(fact.aggregateId());
        to.writeString(fact.fact());
        writeInstant(to, fact.recordedAt());
        to.writeString(fact.recordedBy());
        to.writeString(fact.valueJson());
    }

    @Override
    Fact read(FieldReader fields) throws IOException {
        String workspaceId = "";
        String aggregateId = "";
        String fact = "";
        Instant recordedAt = Instant.EPOCH;
        String recordedBy = "";
        String valueJson = "";
        for (Schema.Field field : fields.order()) {
            switch (field.name()) {
                case "workspace_id" -> workspaceId = fields.decoder().readString();
                case "aggregate_id" -> aggregateId = fields.decoder().readString();
                case "fact" -> fact = fields.decoder().readString();
                case "recorded_at" -> recordedAt = readInstant(fields.decoder());
                case "recorded_by" -> recordedBy = fields.decoder().readString();
                case "value_json" -> valueJson = fields.decoder().readString();
                default -> throw unknown(field);
            }
        }
        return new Fact(workspaceId, aggregateId, fact, recordedAt, recordedBy, valueJson);
    }
}
