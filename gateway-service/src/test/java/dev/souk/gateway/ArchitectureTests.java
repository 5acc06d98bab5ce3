package dev.souk.gateway;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.souk.test.ArchitectureRules;

/** The edge is an adapter through and through, so the rules for a domain have nothing to say here. */
@AnalyzeClasses(packages = "dev.souk.gateway", importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

    @ArchTest
    static final ArchRule NO_FIELD_INJECTION = ArchitectureRules.NO_FIELD_INJECTION;

    @ArchTest
    static final ArchRule PACKAGES_ARE_FREE_OF_CYCLES = ArchitectureRules.PACKAGES_ARE_FREE_OF_CYCLES;
}
