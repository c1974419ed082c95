package io.activityledger.schemas;

import static io.activityledger.schemas.AvroFields.readInstant;
import static io.activityledger.schemas.AvroFields.writeInstant;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.avro.io.Encoder;

/// How does a contact, deal or company stand on the `references` topic?
public final class ReferenceCodec extends AvroCodec<Reference> {

    public ReferenceCodec(SchemaRegistry registry) {
        super(Schemas.REFERENCE, Topics.REFERENCES, registry);
    }

    @Override
    void write(Reference reference, Encoder to) throws IOException {
        to.writeString(reference.workspaceId());
        to.writeString(reference.kind().word());
        to.writeString(reference.id());
        writeInstant(to, reference.recordedAt());
        to.writeString(reference.attributesJson());
    }

    @Override
    Reference read(FieldReader fields) throws IOException {
        String workspaceId = "";
        String kind = "";
        String id = "";
        Instant recordedAt = Instant.EPOCH;
        String attributesJson = "{}";
        for (Schema.Field field : fields.order()) {
            switch (field.name()) {
                case "workspace_id" -> workspaceId = fields.decoder().readString();
                case "kind" -> kind = fields.decoder().readString();
                case "id" -> id = fields.decoder().readString();
                case "recorded_at" -> recordedAt = readInstant(fields.decoder());
                case "attributes_json" -> attributesJson = fields.decoder().readString();
                default -> throw unknown(field);
            }
        }
        return new Reference(workspaceId, kindOf(kind), id, recordedAt, attributesJson);
    }

    private static Subject.Kind kindOf(String word) {
        return Arrays.stream(Subject.Kind.values())
                .filter(kind -> kind != Subject.Kind.ENTITY && kind.word().equals(word))
                .findAny()
                .orElseThrow(() -> new WireFormat.Unreadable("no kind of reference: " + word));
    }
}
