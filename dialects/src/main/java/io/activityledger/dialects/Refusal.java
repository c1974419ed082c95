package io.activityledger.dialects;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Why was a request turned down? One status and code, a sentence, and per field what is wrong with
/// it.
///
/// Each dialect renders it in its own envelope.
public record Refusal(int status, String code, String message, Map<String, String> fields) {

    public Refusal {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    public static Refusal of(int status, String code, String message) {
        return new Refusal(status, code, message, Map.of());
    }
}
