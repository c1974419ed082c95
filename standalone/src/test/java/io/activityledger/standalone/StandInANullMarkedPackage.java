package io.activityledger.standalone;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/// Does the class's package have a package-info that bears `@NullMarked`?
final class StandInANullMarkedPackage extends ArchCondition<JavaClass> {

    StandInANullMarkedPackage() {
        super("stand in a package that is @NullMarked");
    }

    @Override
    public void check(JavaClass it, ConditionEvents events) {
        var marked =
                it.getPackage()
                        .tryGetPackageInfo()
                        .map(info -> info.isAnnotatedWith(NullMarked.class))
                        .orElse(false);
        events.add(
                new SimpleConditionEvent(
                        it, marked, it.getName() + " stands in " + it.getPackageName()));
    }
}
