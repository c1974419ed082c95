package io.activityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.standalone.Repository.TextFile;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TidyTest {

    private static final String DECISIONS = "docs/decisions/";
    private static final List<TextFile> FILES = Repository.textFiles();

    @ParameterizedTest
    @EnumSource
    void theRepositoryKeepsEachRule(TidyRule rule) {
        // When
        var findings = FILES.stream().flatMap(file -> rule.findings(file).stream()).toList();

        // Then
        assertThat(findings).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everyRuleFindsItsPlantedFileAndNoOther(TidyRule rule) {
        // When
        var finders =
                Arrays.stream(TidyRule.values())
                        .filter(any -> !any.findings(rule.planted()).isEmpty())
                        .toList();

        // Then
        assertThat(finders).containsExactly(rule);
    }

    @Test
    void theWalkSeesEveryKindOfFile() {
        // When
        var paths = FILES.stream().map(TextFile::path).toList();

        // Then
        assertThat(paths)
                .contains("pom.xml", "ledger", "schemas/src/main/avro/ActivityCreated.avsc")
                .noneMatch(path -> path.contains("/target/") || path.startsWith(".git/"));
    }

    @Test
    void decisionsAreNumberedOnceAndListed() {
        // When
        var records = FILES.stream().map(TextFile::path).filter(TidyTest::isDecision).toList();
        var index = text(DECISIONS + "README.md");

        // Then
        assertThat(records).isNotEmpty();
        assertThat(
                        records.stream()
                                .map(path -> path.substring(DECISIONS.length()).split("-", 2)[0]))
                .allMatch(number -> number.matches("\\d{4}"))
                .doesNotHaveDuplicates();
        assertThat(records)
                .allSatisfy(path -> assertThat(index).contains(path.substring(DECISIONS.length())));
    }

    /// Length is told, not forbidden: somebody should look.
    @Test
    void whatIsLongIsNamed() {
        // When
        var files = Lengths.longFiles(FILES);
        var methods = Lengths.longMethods(Repository.root(), FILES);

        // Then
        System.out.println(
                "Longer than %d lines:\n%s\nMethods longer than %d:\n%s"
                        .formatted(
                                Lengths.LONGEST_FILE,
                                String.join("\n", files),
                                Lengths.LONGEST_METHOD,
                                String.join("\n", methods)));
        assertThat(files).allMatch(line -> line.endsWith(" lines"));
    }

    private static boolean isDecision(String path) {
        return path.startsWith(DECISIONS) && !path.endsWith("/README.md");
    }

    private static String text(String path) {
        return FILES.stream()
                .filter(file -> file.path().equals(path))
                .map(TextFile::text)
                .collect(Collectors.joining());
    }
}
