package io.activityledger.dialects.reading;

import io.activityledger.schemas.NamesInHeader;
import java.util.List;

/// How are the fields of a body that nobody knows told in a header?
public final class IgnoredNames {

    /// The header that names them; those of a query have one of their own.
    public static final String FIELDS = "Ledger-Ignored-Fields";

    static final int LONGEST = NamesInHeader.LONGEST;

    private IgnoredNames() {}

    /// Ends with `...` where not all names found room.
    public static String inHeader(List<String> names) {
        return NamesInHeader.of(names);
    }
}
