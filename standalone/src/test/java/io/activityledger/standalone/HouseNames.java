package io.activityledger.standalone;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Set;

/// Which classes are wiring, features, stores …? The words in which [HouseRule] speaks.
final class HouseNames {

    private static final Map<String, Set<String>> HANDED_IN =
            Map.of(
                    "java.time.Instant", Set.of("now"),
                    "java.time.LocalDate", Set.of("now"),
                    "java.time.LocalDateTime", Set.of("now"),
                    "java.time.ZonedDateTime", Set.of("now"),
                    "java.time.OffsetDateTime", Set.of("now"),
                    "java.time.Clock", Set.of("systemUTC", "systemDefaultZone", "system"),
                    "java.time.InstantSource", Set.of("system"),
                    "java.util.UUID", Set.of("randomUUID"),
                    "java.lang.Math", Set.of("random"),
                    "java.lang.Thread", Set.of("sleep"));

    private static final Set<String> ROCKS_WRITES =
            Set.of(
                    "put",
                    "delete",
                    "singleDelete",
                    "deleteRange",
                    "merge",
                    "write",
                    "ingestExternalFile");

    private HouseNames() {}

    /// By the simple name of the outermost class: what is nested belongs to it.
    static DescribedPredicate<JavaClass> named(String pattern) {
        return describe(
                "named '" + pattern + "'", it -> outermost(it).getSimpleName().matches(pattern));
    }

    /// The classes in a service's root package, which build the rest by hand.
    static DescribedPredicate<JavaClass> wiring() {
        return describe(
                "the wiring of a service",
                it ->
                        it.getPackageName()
                                .matches(
                                        "io\\.activityledger\\.(ingest|timeline|webhooks|standalone)"));
    }

    static DescribedPredicate<JavaClass> featuresOfAService() {
        return describe(
                "features of a service",
                it ->
                        it.getPackageName()
                                .matches("io\\.activityledger\\.(ingest|timeline|webhooks)\\..+"));
    }

    static DescribedPredicate<JavaMethodCall> takesTimeChanceOrEnvironment() {
        return describe(
                "takes time, chance or environment from the machine",
                call -> {
                    var owner = call.getTargetOwner().getName();
                    return HANDED_IN.getOrDefault(owner, Set.of()).contains(call.getName())
                            || (owner.equals("java.lang.System")
                                    && Set.of("getenv", "currentTimeMillis")
                                            .contains(call.getName()));
                });
    }

    static DescribedPredicate<JavaMethodCall> writesToRocksDb() {
        return describe(
                "writes to RocksDB",
                call ->
                        call.getTargetOwner()
                                        .getName()
                                        .matches("org\\.rocksdb\\.(Abstract)?(RocksDB|Write.*)")
                                && ROCKS_WRITES.contains(call.getName()));
    }

    static DescribedPredicate<JavaField> synthetic() {
        return describe(
                "made by the compiler",
                field -> field.getModifiers().contains(JavaModifier.SYNTHETIC));
    }

    static DescribedPredicate<JavaField> ofAPrivateClass() {
        return describe(
                "of a private class",
                field -> field.getOwner().getModifiers().contains(JavaModifier.PRIVATE));
    }

    static DescribedPredicate<JavaField> ofClassesNamed(String pattern) {
        return describe(
                "of classes named '" + pattern + "'",
                field -> named(pattern).test(field.getOwner()));
    }

    static DescribedPredicate<JavaCodeUnit> syntheticCode() {
        return describe(
                "made by the compiler",
                code ->
                        code.getModifiers().contains(JavaModifier.SYNTHETIC)
                                || code.getName().startsWith("lambda$"));
    }

    static <T extends JavaCodeUnit> ArchCondition<T> takeAn(Class<?> type) {
        return takeA(type);
    }

    static <T extends JavaCodeUnit> ArchCondition<T> takeA(Class<?> type) {
        return new ArchCondition<>("take a " + type.getSimpleName()) {
            @Override
            public void check(T code, ConditionEvents events) {
                var takes =
                        code.getRawParameterTypes().stream()
                                .anyMatch(it -> it.isEquivalentTo(type));
                events.add(new SimpleConditionEvent(code, takes, describeMember(code)));
            }
        };
    }

    static ArchCondition<JavaClass> beNamed(String pattern) {
        return new ArchCondition<>("be named '" + pattern + "'") {
            @Override
            public void check(JavaClass it, ConditionEvents events) {
                var matches = it.getSimpleName().matches(pattern);
                events.add(new SimpleConditionEvent(it, matches, it.getFullName()));
            }
        };
    }

    static JavaClass outermost(JavaClass it) {
        return it.getEnclosingClass().map(HouseNames::outermost).orElse(it);
    }

    private static String describeMember(JavaMember member) {
        return member.getFullName() + " in " + member.getSourceCodeLocation();
    }
}
