package io.activityledger.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.HexFormat;

/// Under which key does a record stand on its topic, and hence on which partition?
///
/// ```
/// <workspace>/contact/<id>     <workspace>/entity/<type>/<id>     <workspace>/activity/<uuid>   (no subject)
/// <workspace>/webhook/<endpoint>     <workspace>/webhook/<endpoint>/<fact>
/// <workspace>/api-key/<id>/<fact>    <workspace>/workspace/<part>/<fact>
/// ```
///
/// Each part is percent-encoded to `[A-Za-z0-9._~-]`, so the slashes cannot be forged. The *slot*
/// is the low 16 bits of murmur2 of the key's bytes; with a power-of-two partition count `slot & (n
/// - 1)` is the partition that Kafka's default partitioner chooses.
public record RecordKey(String text) {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    public static RecordKey ofSubject(String workspaceId, Subject subject) {
        return subject.kind() == Subject.Kind.ENTITY
                ? joined(workspaceId, "entity", subject.entityType(), subject.id())
                : joined(workspaceId, subject.kind().word(), subject.id());
    }

    static RecordKey ofActivity(String workspaceId, ActivityId id) {
        return joined(workspaceId, "activity", id.bare());
    }

    /// Of all that is delivered to an endpoint, told of it and asked of it.
    public static RecordKey ofEndpoint(String workspaceId, String endpointId) {
        return joined(workspaceId, "webhook", endpointId);
    }

    static RecordKey ofFact(String kind, Fact fact) {
        return new RecordKey(
                joined(fact.workspaceId(), kind, fact.aggregateId()).text + "/" + fact.fact());
    }

    public byte[] bytes() {
        return text.getBytes(UTF_8);
    }

    public int slot() {
        return hash() & 0xFFFF;
    }

    /// All of it: four bytes that stand for the key where it is only to be recognised.
    public int hash() {
        return Murmur2.hash(bytes());
    }

    /// The partition among `partitions`, a power of two.
    public int partition(int partitions) {
        return partitionOf(slot(), partitions);
    }

    static int partitionOf(int slot, int partitions) {
        if (Integer.bitCount(partitions) != 1) {
            throw new IllegalArgumentException("partitions is no power of two: " + partitions);
        }
        return slot & (partitions - 1);
    }

    boolean matches(byte[] recordKey) {
        return Arrays.equals(bytes(), recordKey);
    }

    private static RecordKey joined(String... parts) {
        var text = new StringBuilder();
        for (String part : parts) {
            if (!text.isEmpty()) {
                text.append('/');
            }
            appendEncoded(part, text);
        }
        return new RecordKey(text.toString());
    }

    private static void appendEncoded(String part, StringBuilder text) {
        for (byte octet : part.getBytes(UTF_8)) {
            if (unreserved(octet)) {
                text.append((char) octet);
            } else {
                text.append('%').append(HEX.toHexDigits(octet));
            }
        }
    }

    private static boolean unreserved(byte octet) {
        return (octet >= 'a' && octet <= 'z')
                || (octet >= 'A' && octet <= 'Z')
                || (octet >= '0' && octet <= '9')
                || octet == '.'
                || octet == '_'
                || octet == '~'
                || octet == '-';
    }
}
