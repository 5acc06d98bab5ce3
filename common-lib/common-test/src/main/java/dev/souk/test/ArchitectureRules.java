package dev.souk.test;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.Set;

/**
 * The architecture that every service and library keeps. A module checks it by
 *
 * <pre>{@code
 * @AnalyzeClasses(packages = "dev.souk.order", importOptions = DoNotIncludeTests.class)
 * class ArchitectureTests {
 *     @ArchTest
 *     static final ArchTests rules = ArchTests.in(ArchitectureRules.class);
 * }
 * }</pre>
 */
public final class ArchitectureRules {

    private static final DescribedPredicate<JavaClass> COMMON = resideInAPackage("dev.souk.common..");

    /** The feature packages of a service: everything that is no adapter and does not start the application. */
    private static final DescribedPredicate<JavaClass> DOMAIN = not(COMMON)
            .and(not(resideInAnyPackage("..web..", "..messaging..", "..client..", "..config..")))
            .and(not(annotatedWith("org.springframework.boot.autoconfigure.SpringBootApplication")))
            .as("domain classes");

    @ArchTest
    public static final ArchRule DOMAIN_IS_FREE_OF_WEB_KAFKA_AND_JSON = noClasses().that(DOMAIN).should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.web..", "org.apache.kafka..", "org.springframework.kafka..",
                    "tools.jackson..", "com.fasterxml.jackson..")
            .because("the rules of the business outlive its adapters").allowEmptyShould(true);

    @ArchTest
    public static final ArchRule DOMAIN_KNOWS_NO_ADAPTER = noClasses().that(DOMAIN).should().dependOnClassesThat(
            resideInAnyPackage("dev.souk..web..", "dev.souk..messaging..").and(not(COMMON)))
            .because("adapters call the domain, never the other way round").allowEmptyShould(true);

    @ArchTest
    public static final ArchRule WEB_DOES_NOT_KNOW_MESSAGING = noClasses().that().resideInAPackage("dev.souk..web..")
            .and(not(COMMON)).should().dependOnClassesThat().resideInAPackage("dev.souk..messaging..")
            .because("a request changes the domain, and the domain announces it").allowEmptyShould(true);

    @ArchTest
    public static final ArchRule CONTROLLERS_AND_REPOSITORIES_ARE_PACKAGE_PRIVATE = classes().that()
            .areAnnotatedWith("org.springframework.web.bind.annotation.RestController").or()
            .areAnnotatedWith("org.springframework.stereotype.Repository").should().bePackagePrivate()
            .because("a package has one door, its service").allowEmptyShould(true);

    @ArchTest
    public static final ArchRule NO_FIELD_INJECTION = NO_CLASSES_SHOULD_USE_FIELD_INJECTION.allowEmptyShould(true);

    @ArchTest
    public static final ArchRule DOMAIN_TAKES_TIME_FROM_A_CLOCK = noClasses().that(DOMAIN).should()
            .callMethodWhere(new AsksTheSystemForTheTime()).because("tests set the time").allowEmptyShould(true);

    @ArchTest
    public static final ArchRule COMMON_KNOWS_NO_SERVICE = noClasses().that(COMMON).should()
            .dependOnClassesThat(resideInAPackage("dev.souk..").and(not(COMMON)))
            .because("an unrelated company could use it unchanged").allowEmptyShould(true);

    @ArchTest
    public static final ArchRule PACKAGES_ARE_FREE_OF_CYCLES = slices().matching("dev.souk.(*).(**)").should()
            .beFreeOfCycles().allowEmptyShould(true);

    private ArchitectureRules() {
    }

    private static final class AsksTheSystemForTheTime extends DescribedPredicate<JavaMethodCall> {

        private static final Set<String> SYSTEM_TIME = Set.of("currentTimeMillis", "nanoTime");

        AsksTheSystemForTheTime() {
            super("it asks the system for the time");
        }

        @Override
        public boolean test(JavaMethodCall call) {
            AccessTarget.MethodCallTarget target = call.getTarget();
            return isNowWithoutClock(target)
                    || (target.getOwner().isEquivalentTo(System.class) && SYSTEM_TIME.contains(target.getName()));
        }

        private static boolean isNowWithoutClock(AccessTarget.MethodCallTarget target) {
            return target.getOwner().getPackageName().startsWith("java.time") && target.getName().equals("now")
                    && target.getRawParameterTypes().stream().noneMatch(type -> type.isEquivalentTo(Clock.class));
        }
    }
}
