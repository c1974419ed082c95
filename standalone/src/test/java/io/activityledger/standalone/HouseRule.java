package io.activityledger.standalone;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noCodeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static io.activityledger.standalone.HouseNames.featuresOfAService;
import static io.activityledger.standalone.HouseNames.named;
import static io.activityledger.standalone.HouseNames.wiring;

import com.tngtech.archunit.lang.ArchRule;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;

/// What must hold of every class of the house, and which planted class shows that the rule bites?
@SuppressWarnings("ImmutableEnumChecker") // a rule of ArchUnit bears no annotation that says so
enum HouseRule {
    SERVICES_NEVER_SEE_EACH_OTHER(
            slices().matching("io.activityledger.(ingest|timeline|webhooks)..")
                    .should()
                    .notDependOnEachOther()
                    .because("services meet in schemas, on topics and over HTTP only"),
            "SeesAnotherService"),

    PACKAGES_HAVE_NO_CYCLES(
            slices().matching("io.activityledger.(**)")
                    .should()
                    .beFreeOfCycles()
                    .because("a reader who follows an arrow must not come back to where he began"),
            "CycleOne",
            "CycleTwo"),

    NO_FEATURE_SEES_THE_WIRING(
            noClasses()
                    .that(featuresOfAService())
                    .should()
                    .dependOnClassesThat(wiring())
                    .because("the wiring sees all features and hands each what it needs"),
            "SeesTheWiring"),

    MODULES_KNOW_ONLY_WHAT_THEY_MAY(
            classes()
                    .should(new ModuleDoors())
                    .because("section 'who may import whom' of docs/STYLE.md says so"),
            "SchemasSeeTheKit",
            "SeesAnotherService"),

    KAFKA_SHOWS_IN_THE_NAME(
            noClasses()
                    .that(
                            not(
                                    named(
                                            "Kafka.*|Embedded.*|.*(Topology|Store|Processor|Reader|Owners)")))
                    .and(not(wiring()))
                    .and()
                    .resideOutsideOfPackages(
                            "io.activityledger.kit.kafka..",
                            "io.activityledger.kit.routing..",
                            "io.activityledger.testkit..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.apache.kafka..")
                    .because("who looks for Kafka must find it by the names"),
            "KnowsTopics"),

    JAVALIN_SHOWS_IN_THE_NAME(
            noClasses()
                    .that(not(named(".*Endpoint")))
                    .and(not(wiring()))
                    .and()
                    .resideOutsideOfPackages("io.activityledger.kit.http..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.javalin..")
                    .because("who looks for HTTP must find it by the names"),
            "AnswersHttp"),

    HTTP_CLIENTS_SHOW_IN_THE_NAME(
            noClasses()
                    .that(not(named("Http.*Client")))
                    .and()
                    .resideOutsideOfPackages("io.activityledger.testkit..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("java.net.http..")
                    .because("who looks for calls to others must find them by the names"),
            "CallsOthers"),

    ONLY_SCHEMAS_KNOW_THE_WIRE_FORMAT(
            noClasses()
                    .that()
                    .resideOutsideOfPackages("io.activityledger.schemas..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.apache.avro..")
                    .because("EventCodec is the only door between events and bytes"),
            "ReadsAvro"),

    JSON_ANNOTATIONS_STAND_ON_WHAT_TRAVELS(
            noClasses()
                    .that(not(named(".*(Request|Page|Response|View)")))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("com.fasterxml.jackson.annotation..")
                    .because("only what travels as JSON may look like JSON"),
            "LooksLikeJson"),

    TIME_CHANCE_AND_ENVIRONMENT_ARE_HANDED_IN(
            noClasses()
                    .that(not(wiring()))
                    .and()
                    .resideOutsideOfPackages(
                            "io.activityledger.kit..", "io.activityledger.testkit..")
                    .should()
                    .callMethodWhere(HouseNames.takesTimeChanceOrEnvironment())
                    .because("a test must be able to turn the clock and to load the dice"),
            "LooksAtTheClock"),

    CHANCE_IS_NOT_TAKEN_FROM_THE_THREAD(
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .areAssignableTo(ThreadLocalRandom.class)
                    .because("its throws cannot be had again"),
            "RollsItsOwnDice"),

    STATE_CHANGES_ONLY_IN_STORES(
            noClasses()
                    .that(not(named(".*(Store|Topology)")))
                    .should()
                    .callMethodWhere(HouseNames.writesToRocksDb())
                    .because("who looks for what changes the rows must find it by the names"),
            "WritesRows"),

    NO_FRAMEWORK_LEAKS_IN(
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "lombok..",
                            "com.google.inject..",
                            "jakarta.inject..",
                            "javax.inject..",
                            "org.springframework..",
                            "java.util.logging..")
                    .because("what a class needs stands in its constructor, what it says in slf4j"),
            "LogsTheOldWay"),

    NO_FUTURE_IN_A_PUBLIC_SIGNATURE(
            noMethods()
                    .that()
                    .arePublic()
                    .should()
                    .haveRawReturnType(CompletableFuture.class)
                    .orShould()
                    .haveRawReturnType(CompletionStage.class)
                    .orShould(HouseNames.takeA(CompletableFuture.class))
                    .because("blocking code on virtual threads reads in its order"),
            "PromisesLater"),

    NO_STATIC_FIELD_CHANGES(
            fields().that()
                    .areStatic()
                    .and(not(HouseNames.synthetic()))
                    .should()
                    .beFinal()
                    .because("each piece of state has one owner, and a class is none"),
            "RemembersForAll"),

    OPTIONAL_IS_NO_FIELD(
            noFields()
                    .that()
                    .areNotStatic()
                    .and(not(HouseNames.ofAPrivateClass()))
                    // allowed: "is it running?" is all their state, asked from other threads
                    .and(not(HouseNames.ofClassesNamed("Embedded(Broker|Registry)")))
                    .should()
                    .haveRawType(Optional.class)
                    .because("Optional is an answer, not a state"),
            "MayHave"),

    OPTIONAL_IS_NO_PARAMETER(
            noCodeUnits()
                    .that()
                    .areNotPrivate()
                    .and(not(HouseNames.syntheticCode()))
                    .should(HouseNames.takeAn(Optional.class))
                    .because("a caller who has nothing calls something else"),
            "MayTake"),

    EVERY_PACKAGE_IS_NULL_MARKED(
            classes()
                    .should(new StandInANullMarkedPackage())
                    .because("without the mark the null checker looks away"),
            "Unmarked"),

    NAMES_SAY_WHAT_A_CLASS_IS(
            noClasses()
                    .should(HouseNames.beNamed(".*(Manager|Helper|Utils?|Impl|Data|Info)"))
                    .because("these words say nothing"),
            "RowManager");

    private final ArchRule rule;
    private final Set<String> planted;

    HouseRule(ArchRule rule, String... planted) {
        this.rule = rule;
        this.planted = Set.of(planted);
    }

    ArchRule rule() {
        return rule;
    }

    /// The simple names of the planted classes that break this rule, and no other planted class
    /// does.
    Set<String> planted() {
        return planted;
    }
}
