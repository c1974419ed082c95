package io.activityledger.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Collection;

/// How are names that a client made up told in a header? Percent-encoded, separated by commas,
/// whole names only, and no longer than a header may be.
public final class NamesInHeader {

    /// Characters of the longest header.
    public static final int LONGEST = 1_024;

    private static final String MORE = "...";

    private NamesInHeader() {}

    /// Ends with `...` where not all names found room.
    public static String of(Collection<String> names) {
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
