package io.activityledger.ingest.http;

import io.activityledger.kit.tracing.Trace;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Which trace does the request at hand belong to? W3C's `traceparent` and `tracestate` as they
/// were sent, so that who reads the log can go on with it.
///
/// What is not valid counts as not sent: without a valid `traceparent` there is no trace, without a
/// valid `tracestate` the trace has no state.
///
/// @param state empty where there is none
public record TraceContext(String parent, String state) {

    public static final String PARENT = "traceparent";
    public static final String STATE = "tracestate";

    static final ScopedValue<TraceContext> CURRENT = ScopedValue.newInstance();

    private static final Pattern OF_THIS_VERSION =
            Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
    private static final Pattern OF_A_LATER_VERSION =
            Pattern.compile(
                    "(?!00|ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}"
                            + "(-[\\x21-\\x7e]*)?");
    private static final Pattern MEMBER =
            Pattern.compile(
                    "([a-z][a-z0-9_*/-]{0,255}|[a-z0-9][a-z0-9_*/-]{0,240}@[a-z][a-z0-9_*/-]{0,13})"
                            + "=[\\x20-\\x2b\\x2d-\\x3c\\x3e-\\x7e]{0,255}"
                            + "[\\x21-\\x2b\\x2d-\\x3c\\x3e-\\x7e]");
    private static final int LONGEST_PARENT = 256;
    private static final int LONGEST_STATE = 2_048;
    private static final int MOST_MEMBERS = 32;

    /// The trace that these headers name; several lines of `tracestate` are one.
    static Optional<TraceContext> of(List<String> parents, List<String> states) {
        return Optional.of(parents)
                .filter(all -> all.size() == 1)
                .map(all -> all.getFirst().strip())
                .filter(TraceContext::isParent)
                .map(parent -> new TraceContext(parent, state(states)));
    }

    /// The trace of the request that the calling thread answers.
    public static Optional<TraceContext> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    /// As it is handed on.
    public Trace trace() {
        return new Trace(parent, state);
    }

    private static boolean isParent(String text) {
        return text.length() <= LONGEST_PARENT
                && (OF_THIS_VERSION.matcher(text).matches()
                        || OF_A_LATER_VERSION.matcher(text).matches());
    }

    private static String state(List<String> lines) {
        String state = String.join(",", lines).strip();
        return state.length() <= LONGEST_STATE && isState(state) ? state : "";
    }

    private static boolean isState(String state) {
        List<String> members =
                Arrays.stream(state.split(","))
                        .map(String::strip)
                        .filter(member -> !member.isEmpty())
                        .toList();
        Set<String> keys = new HashSet<>();
        return members.size() <= MOST_MEMBERS
                && members.stream()
                        .allMatch(member ->
                                MEMBER.matcher(member).matches()
                                        && keys.add(member.substring(0, member.indexOf('='))));
    }
}
