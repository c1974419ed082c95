package io.activityledger.standalone.hostile;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What came back over the wire.
///
/// @param headers by name in any case; of several of a name, joined by commas
public record WireAnswer(int status, Map<String, String> headers, String body) {

    public WireAnswer {
        var inAnyCase = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        inAnyCase.putAll(headers);
        headers = inAnyCase;
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /// Does the server close the connection behind it?
    boolean closes() {
        return header("Connection")
                .filter(value -> value.toLowerCase(Locale.ROOT).contains("close"))
                .isPresent();
    }

    @Override
    public String toString() {
        String shown = body.length() > 700 ? body.substring(0, 700) + "…" : body;
        return status + " " + headers + "\n" + shown;
    }
}
