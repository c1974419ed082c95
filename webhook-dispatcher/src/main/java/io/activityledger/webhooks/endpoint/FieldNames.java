package io.activityledger.webhooks.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.List;

/// How do the names of a client's fields stand in a header? Percent-encoded, separated by commas,
/// whole names only, and no longer than a header may be.
final class FieldNames {

    static final int LONGEST = 1_024;
    private static final String MORE = "...";

    private FieldNames() {}

    /// Ends with `...` where not all names found room.
    static String inHeader(List<String> names) {
        var header = new StringBuilder();
        for (String name : names) {
            String encoded = URLEncoder.encode(name, UTF_8).replace("+", "%20");
            String separator = header.isEmpty() ? "" : ", ";
            int room = LONGEST - header.length() - MORE.length() - 2 * separator.length();
            if (encoded.length() > room) {
                return header.append(separator).append(MORE).toString();
            }
            header.append(separator).append(encoded);
        }
        return header.toString();
    }
}
