package dev.souk.test;

import static com.tngtech.archunit.core.importer.ImportOption.Predefined.ONLY_INCLUDE_TESTS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule goes red on a shop that breaks it, and stays green on one that keeps it. */
class ArchitectureRulesTests {

    private static final JavaClasses BAD = classesOf("dev.souk.badshop", "dev.souk.common.bad");
    private static final JavaClasses GOOD = classesOf("dev.souk.goodshop");

    static List<Arguments> offences() {
        return List.of(Arguments.of("DOMAIN_IS_FREE_OF_WEB_KAFKA_AND_JSON", "WebInDomain"),
                Arguments.of("DOMAIN_IS_FREE_OF_WEB_KAFKA_AND_JSON", "KafkaInDomain"),
                Arguments.of("DOMAIN_IS_FREE_OF_WEB_KAFKA_AND_JSON", "JsonInDomain"),
                Arguments.of("DOMAIN_KNOWS_NO_ADAPTER", "AdapterInDomain"),
                Arguments.of("WEB_DOES_NOT_KNOW_MESSAGING", "MessagingInWeb"),
                Arguments.of("CONTROLLERS_AND_REPOSITORIES_ARE_PACKAGE_PRIVATE", "PublicController"),
                Arguments.of("CONTROLLERS_AND_REPOSITORIES_ARE_PACKAGE_PRIVATE", "PublicRepository"),
                Arguments.of("NO_FIELD_INJECTION", "FieldInjection"),
                Arguments.of("DOMAIN_TAKES_TIME_FROM_A_CLOCK", "SystemTimeInDomain"),
                Arguments.of("COMMON_KNOWS_NO_SERVICE", "ServiceInCommon"),
                Arguments.of("PACKAGES_ARE_FREE_OF_CYCLES", "Wishlist"));
    }

    static Stream<String> rules() {
        return Arrays.stream(ArchitectureRules.class.getFields()).map(Field::getName);
    }

    @ParameterizedTest
    @MethodSource("offences")
    void aRuleNamesTheOffender(String rule, String offender) throws ReflectiveOperationException {
        List<String> details = rule(rule).evaluate(BAD).getFailureReport().getDetails();

        assertThat(details).anySatisfy(detail -> assertThat(detail).contains(offender));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aRuleLetsAGoodShopPass(String rule) throws ReflectiveOperationException {
        assertThat(rule(rule).evaluate(GOOD).getFailureReport().getDetails()).isEmpty();
    }

    @Test
    void everyRuleIsProven() {
        assertThat(offences().stream().map(offence -> offence.get()[0]).distinct())
                .containsExactlyInAnyOrderElementsOf(rules().toList());
    }

    private static ArchRule rule(String name) throws ReflectiveOperationException {
        return (ArchRule) ArchitectureRules.class.getField(name).get(null);
    }

    private static JavaClasses classesOf(String... packages) {
        return new ClassFileImporter().withImportOption(ONLY_INCLUDE_TESTS).importPackages(packages);
    }
}
