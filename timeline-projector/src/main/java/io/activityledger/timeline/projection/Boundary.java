package io.activityledger.timeline.projection;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// A place between two rows of a timeline, which stays where it is while rows come in around it.
public final class Boundary {

    /// Before all rows.
    public static final Boundary START = new Boundary(RankNode.LIST_START);

    /// Behind all rows.
    public static final Boundary END = new Boundary(RankNode.LIST_END);

    private final byte[] bytes;

    private Boundary(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Boundary before(Row row) {
        return new Boundary(row.suffix());
    }

    public static Boundary after(Row row) {
        byte[] suffix = row.suffix();
        return new Boundary(Arrays.copyOf(suffix, suffix.length + 1));
    }

    /// The boundary that [#bytes] were of; empty where they can be of none.
    public static Optional<Boundary> of(byte[] bytes) {
        return bytes.length <= RankNode.LIST_END.length
                ? Optional.of(new Boundary(bytes.clone()))
                : Optional.empty();
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    byte[] suffix() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Boundary that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
