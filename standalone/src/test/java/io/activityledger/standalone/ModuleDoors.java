package io.activityledger.standalone;

import static java.util.Map.entry;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Who may import whom, module by module?
final class ModuleDoors extends ArchCondition<JavaClass> {

    private static final Pattern MODULE = Pattern.compile("io\\.activityledger\\.(\\w+).*");
    private static final Set<String> OF_A_SERVICE = Set.of("schemas", "dialects", "access", "kit");
    private static final Map<String, Set<String>> OPEN =
            Map.ofEntries(
                    entry("schemas", Set.of()),
                    entry("dialects", Set.of("schemas")),
                    entry("kit", Set.of()),
                    entry("access", Set.of("schemas", "kit")),
                    entry("embedded", Set.of("kit")),
                    entry("testkit", Set.of("schemas", "kit", "embedded")),
                    entry("ingest", OF_A_SERVICE),
                    entry("timeline", OF_A_SERVICE),
                    entry("webhooks", OF_A_SERVICE),
                    entry("audit", Set.of("schemas")),
                    entry(
                            "standalone",
                            Set.of(
                                    "schemas",
                                    "dialects",
                                    "access",
                                    "kit",
                                    "embedded",
                                    "ingest",
                                    "timeline",
                                    "webhooks",
                                    "audit")));

    ModuleDoors() {
        super("depend only on modules that stand open to theirs");
    }

    @Override
    public void check(JavaClass from, ConditionEvents events) {
        for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
            var here = module(from);
            var there = module(dependency.getTargetClass());
            if (!there.isEmpty() && !there.equals(here) && !open(here).contains(there)) {
                events.add(SimpleConditionEvent.violated(from, dependency.getDescription()));
            }
        }
    }

    private static Set<String> open(String module) {
        var open = OPEN.get(module);
        if (open == null) {
            throw new IllegalStateException("the table lacks the module " + module);
        }
        return open;
    }

    private static String module(JavaClass it) {
        var matcher = MODULE.matcher(it.getPackageName());
        return matcher.matches() ? matcher.group(1) : "";
    }
}
