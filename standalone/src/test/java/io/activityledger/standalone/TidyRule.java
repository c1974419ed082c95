package io.activityledger.standalone;

import io.activityledger.standalone.Repository.TextFile;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// What must no file hold that people wrote, and which planted file shows that the rule bites?
///
/// Patterns and planted texts are spelled so that they do not find themselves.
@SuppressWarnings("ImmutableEnumChecker") // a function bears no annotation that says so
enum TidyRule {
    NO_LEFTOVERS(
            lines(file -> true, "\\b(FIXM[E]|TOD[O]|XX[X])\\b|(?i)\\bnot[ ]implemented\\b"),
            new TextFile("notes.md", "# Notes\n\nTO" + "DO: later\n")),

    NO_TEST_IS_SWITCHED_OFF(
            lines(TextFile::isJava, "@Disable[d]\\b"),
            new TextFile("ATest.java", "@Disable" + "d\nclass ATest {}\n")),

    NOBODY_SLEEPS(
            // allowed: the kit's own patience, which waits for others and is interrupted at stop
            lines(
                    file -> file.isJava() && !file.path().startsWith("service-kit/src/main/"),
                    "Thread\\.slee[p]|TimeUnit\\.\\w+\\.slee[p]"),
            new TextFile("ATest.java", "class ATest {{ Thread.slee" + "p(10); }}\n")),

    ONLY_COMMANDS_PRINT(
            lines(
                    file ->
                            file.path().matches("[\\w-]+/src/main/.*\\.java")
                                    && !file.path()
                                            .matches(
                                                    "standalone/.*|.*(Main|ServiceProcess)\\.java"),
                    "System\\.(out|err)\\.print|printStackTrac[e]"),
            new TextFile("schemas/src/main/java/A.java", "class A {{ System.out.println(1); }}\n")),

    NO_MOCKS(
            lines(
                    file -> file.isJava() || file.path().endsWith("pom.xml"),
                    "(?i)mockit[o]|easymoc[k]|powermoc[k]|wiremoc[k]"),
            new TextFile("ATest.java", "import org.mockit" + "o.Mock;\n")),

    NO_WILDCARD_IMPORTS(
            lines(TextFile::isJava, "^import (static )?[\\w.]+\\.\\*;"),
            new TextFile("A.java", "import java.util.*;\n")),

    NO_TABS_IN_JAVA(
            lines(TextFile::isJava, "\t"), new TextFile("A.java", "class A {\n\tint i;\n}\n")),

    NO_TRAILING_BLANKS(
            lines(file -> !file.path().contains("/resources/"), "[ \t]+$"),
            new TextFile("A.java", "class A {} \n")),

    NO_PACKAGE_REGISTRY_IS_NAMED(
            lines(
                    file -> true,
                    "repo1?\\.mave[n]|maven\\.or[g]|registry\\.npmj[s]|yarnpkg\\.co[m]|pypi\\.or[g]"
                            + "|pythonhosted\\.or[g]|crates\\.i[o]|packages\\.confluen[t]"),
            new TextFile("settings.xml", "<url>https://repo1.mave" + "n.org/</url>\n")),

    A_FINAL_NEWLINE(
            whole(
                    file -> !file.text().isEmpty() && !file.path().contains("/resources/"),
                    file -> !file.text().endsWith("\n"),
                    "does not end with a newline"),
            new TextFile("A.java", "class A {}")),

    NO_EMPTY_FILES(
            whole(file -> true, file -> file.text().isBlank(), "is empty"),
            new TextFile("empty.md", "\n")),

    ONE_TITLE_A_DOCUMENT(
            whole(
                    file -> file.path().endsWith(".md") && !file.text().isBlank(),
                    file -> titles(file) != 1,
                    "needs exactly one line that begins with '# '"),
            new TextFile("two.md", "# One\n\n```\n# a comment\n```\n\n# Two\n"));

    private static final int LONGEST_QUOTE = 80;

    private final Function<TextFile, List<String>> findings;
    private final TextFile planted;

    TidyRule(Function<TextFile, List<String>> findings, TextFile planted) {
        this.findings = findings;
        this.planted = planted;
    }

    List<String> findings(TextFile file) {
        return findings.apply(file);
    }

    TextFile planted() {
        return planted;
    }

    private static Function<TextFile, List<String>> lines(
            Predicate<TextFile> where, String forbidden) {
        var pattern = Pattern.compile(forbidden);
        return file -> {
            var found = new ArrayList<String>();
            if (where.test(file)) {
                var lines = file.text().split("\n", -1);
                IntStream.range(0, lines.length)
                        .filter(at -> pattern.matcher(lines[at]).find())
                        .mapToObj(at -> file.path() + ":" + (at + 1) + ": " + quote(lines[at]))
                        .forEach(found::add);
            }
            return found;
        };
    }

    private static Function<TextFile, List<String>> whole(
            Predicate<TextFile> where, Predicate<TextFile> wrong, String what) {
        return file ->
                where.test(file) && wrong.test(file)
                        ? List.of(file.path() + " " + what)
                        : List.of();
    }

    private static String quote(String line) {
        var text = line.strip();
        return text.substring(0, Math.min(LONGEST_QUOTE, text.length()));
    }

    private static long titles(TextFile document) {
        var fenced = false;
        var titles = 0L;
        for (String line : document.lines().toList()) {
            fenced ^= line.startsWith("```");
            titles += !fenced && line.startsWith("# ") ? 1 : 0;
        }
        return titles;
    }
}
