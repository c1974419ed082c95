package io.activityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArchitectureTest {

    private static final String HOUSE = "io.activityledger";
    private static final Pattern PLANTED =
            Pattern.compile("io\\.activityledger\\.(?:\\w+\\.)+planted\\.(?:\\w+\\.)*([A-Z]\\w*)");

    private static final JavaClasses OURS =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages(HOUSE);
    private static final JavaClasses PLANTS =
            new ClassFileImporter()
                    .withImportOption(location -> location.contains("/planted/"))
                    .importPackages(HOUSE);

    @ParameterizedTest
    @EnumSource
    void theHouseKeepsEachRule(HouseRule rule) {
        rule.rule().check(OURS);
    }

    @ParameterizedTest
    @EnumSource
    void everyRuleFailsOnItsPlantedViolationAndOnNothingElse(HouseRule rule) {
        // When
        var report = rule.rule().evaluate(PLANTS).getFailureReport();

        // Then
        assertThat(report.getDetails().stream().flatMap(line -> named(line).stream()).distinct())
                .as(() -> String.join("\n", report.getDetails()))
                .filteredOn(name -> !name.equals("Seen"))
                .containsExactlyInAnyOrderElementsOf(rule.planted());
    }

    @Test
    void everyModuleIsUnderTheRules() {
        // When
        Set<String> modules =
                OURS.stream()
                        .map(JavaClass::getPackageName)
                        .map(name -> name.substring(HOUSE.length() + 1).split("\\.", -1)[0])
                        .collect(Collectors.toSet());

        // Then
        assertThat(modules)
                .containsExactlyInAnyOrder(
                        "schemas",
                        "dialects",
                        "kit",
                        "access",
                        "embedded",
                        "testkit",
                        "ingest",
                        "timeline",
                        "webhooks",
                        "audit",
                        "standalone");
    }

    private static Set<String> named(String line) {
        return PLANTED.matcher(line)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }
}
