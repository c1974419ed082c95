package io.activityledger.dialects.leadlex;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What is this person called, when only some of it is said? A full name is split at its last space
/// or at its comma, the parts are put together, and an address stands in for both. What nobody said
/// is empty.
record PersonName(String first, String last, String full) {

    /// Completes what is said, in this order of trust: the parts, the full name, the address.
    static PersonName completed(PersonName said, String email) {
        if (!said.first.isEmpty() || !said.last.isEmpty()) {
            String joined = (said.first + " " + said.last).strip();
            return new PersonName(said.first, said.last, said.full.isEmpty() ? joined : said.full);
        }
        if (!said.full.isEmpty()) {
            return split(said.full);
        }
        return email.isEmpty() ? said : ofAddress(email);
    }

    private static PersonName split(String full) {
        int comma = full.indexOf(',');
        if (comma > 0) {
            return parts(full.substring(comma + 1), full.substring(0, comma), full);
        }
        int space = full.lastIndexOf(' ');
        return space < 0
                ? parts(full, "", full)
                : parts(full.substring(0, space), full.substring(space + 1), full);
    }

    private static PersonName parts(String first, String last, String full) {
        return new PersonName(first.strip(), last.strip(), full);
    }

    /// `hans.mueller+crm@x.de` is Hans Mueller.
    private static PersonName ofAddress(String email) {
        String local = email.substring(0, email.indexOf('@')).replaceFirst("\\+.*", "");
        List<String> words =
                Arrays.stream(local.split("[._-]+"))
                        .filter(word -> !word.isEmpty())
                        .map(PersonName::capitalised)
                        .toList();
        String first = words.stream().limit(1).collect(Collectors.joining());
        String rest = words.stream().skip(1).collect(Collectors.joining(" "));
        return parts(first, rest, String.join(" ", words));
    }

    private static String capitalised(String word) {
        int next = word.offsetByCodePoints(0, 1);
        return word.substring(0, next).toUpperCase(Locale.ROOT) + word.substring(next);
    }
}
