package dev.souk.payment;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;

import dev.souk.test.ArchitectureRules;

@AnalyzeClasses(packages = "dev.souk.payment", importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

    private static final String SANDBOX = "dev.souk.payment.sandbox..";

    @ArchTest
    static final ArchTests rules = ArchTests.in(ArchitectureRules.class);

    @ArchTest
    static final ArchRule theSandboxKnowsNothingOfUs = noClasses().that().resideInAPackage(SANDBOX).should()
            .dependOnClassesThat(resideInAPackage("dev.souk.payment..").and(not(resideInAPackage(SANDBOX))))
            .because("it stands for another company");

    @ArchTest
    static final ArchRule nobodyKnowsTheSandbox = noClasses().that()
            .resideOutsideOfPackages(SANDBOX, "dev.souk.payment.config").should().dependOnClassesThat()
            .resideInAPackage(SANDBOX).because("a provider is spoken to over the network");
}
