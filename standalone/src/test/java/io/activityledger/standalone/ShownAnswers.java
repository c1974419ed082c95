package io.activityledger.standalone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Is an answer the one that a document shows? Field by field and in their order, whatever the
/// formatting. Only what differs from run to run may differ, and must have the shown one's form;
/// what is shown twice must be the same twice. Belongs to one run and one thread.
final class ShownAnswers {

    private static final ObjectMapper JSON = new ObjectMapper();

    /// What nobody can know when the document is written. A shown time without milliseconds was
    /// chosen by its writer, and is none of these; nor is a UUID that begins with zeros.
    private enum Volatile {
        MINTED_ID(
                "([a-z]+_)?(?!0{8})[0-9a-f]{8}-[0-9a-f]{4}-[478][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"),
        SECRET("whsec_[A-Za-z0-9+/]{43}="),
        TIME("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");

        private final Pattern form;

        Volatile(String form) {
            this.form = Pattern.compile(form);
        }

        static Optional<Volatile> of(String shown) {
            return Arrays.stream(values())
                    .filter(kind -> kind.form.matcher(shown).matches())
                    .findFirst();
        }

        boolean fits(String shown, String real) {
            return switch (this) {
                case MINTED_ID -> shape(shown).equals(shape(real));
                case SECRET -> form.matcher(real).matches();
                case TIME -> form.matcher(real.replaceFirst("(:\\d\\d)Z$", "$1.000Z")).matches();
            };
        }

        /// Its prefix, its dashes and its version, all other digits made one.
        private static String shape(String id) {
            int uuid = Math.max(0, id.length() - 36);
            String digits = id.substring(uuid).replaceAll("[0-9a-f]", "x");
            return id.length() < uuid + 15
                    ? digits
                    : id.substring(0, uuid) + digits + id.charAt(uuid + 14);
        }
    }

    private final Map<String, String> realOfShown = new HashMap<>();

    /// One sentence for each difference, with both sides.
    List<String> differences(String shown, String real) {
        Optional<JsonNode> expected = json(shown);
        Optional<JsonNode> actual = json(real);
        if (expected.isEmpty() || actual.isEmpty()) {
            String which = expected.isEmpty() ? "the shown answer" : "the real answer";
            return List.of(which + " is no JSON:\n    shown  " + shown + "\n    real   " + real);
        }
        var differences = new ArrayList<String>();
        compare("", expected.get(), actual.get(), differences);
        return differences;
    }

    private void compare(String at, JsonNode shown, JsonNode real, List<String> differences) {
        if (shown.isObject() && real.isObject()) {
            compareFields(at, shown, real, differences);
        } else if (shown.isArray() && real.isArray() && shown.size() == real.size()) {
            for (int index = 0; index < shown.size(); index++) {
                compare(at + "/" + index, shown.get(index), real.get(index), differences);
            }
        } else if (!same(shown, real)) {
            differences.add(difference(at, shown.toString(), real.toString()));
        }
    }

    private void compareFields(String at, JsonNode shown, JsonNode real, List<String> differences) {
        List<String> shownNames = names(shown);
        List<String> realNames = names(real);
        if (!shownNames.equals(realNames)) {
            String where = at + " has other fields, or in another order";
            differences.add(difference(where, shownNames.toString(), realNames.toString()));
        }
        shownNames.stream()
                .filter(realNames::contains)
                .forEach(name ->
                        compare(at + "/" + name, shown.get(name), real.get(name), differences));
    }

    private boolean same(JsonNode shown, JsonNode real) {
        if (!shown.isTextual() || !real.isTextual()) {
            return shown.equals(real);
        }
        String expected = shown.textValue();
        String actual = real.textValue();
        Optional<Volatile> kind = Volatile.of(expected);
        return kind.isEmpty()
                ? expected.equals(actual)
                : kind.get().fits(expected, actual) && consistent(expected, actual);
    }

    private boolean consistent(String shown, String real) {
        String before = realOfShown.putIfAbsent(shown, real);
        return before == null || before.equals(real);
    }

    private static String difference(String at, String shown, String real) {
        return at + "\n    shown  " + shown + "\n    real   " + real;
    }

    private static List<String> names(JsonNode node) {
        return node.properties().stream().map(Map.Entry::getKey).toList();
    }

    private static Optional<JsonNode> json(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            return node.isMissingNode() ? Optional.empty() : Optional.of(node);
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }
}
