package io.activityledger.dialects.reading;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.List;

/// How are the names that a client sent, and nobody knows, told in a header? Percent-encoded,
/// separated by commas, whole names only, and no longer than a header may be.
public final class IgnoredNames {

    /// The header that names the fields of a body which nobody knows.
    public static final String FIELDS = "Ledger-Ignored-Fields";

    /// The header that names such parameters of a query.
    public static final String PARAMETERS = "Ledger-Ignored-Parameters";

    static final int LONGEST = 1_024;
    private static final String MORE = "...";

    private IgnoredNames() {}

    /// Ends with `...` where not all names found room.
    public static String inHeader(List<String> names) {
        var header = new StringBuilder();
        for (String name : names) {
            String encoded = encoded(name);
            String separator = header.isEmpty() ? "" : ", ";
            int room = LONGEST - header.length() - MORE.length() - 2 * separator.length();
            if (encoded.length() > room) {
                return header.append(separator).append(MORE).toString();
            }
            header.append(separator).append(encoded);
        }
        return header.toString();
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, UTF_8).replace("+", "%20");
    }
}
