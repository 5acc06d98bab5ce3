package dev.souk.common.service.startup;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.mock.env.MockEnvironment;

class RequiredSecretsTests {

    private static final String RANDOM = "Yk3fJw1mT0pQ8sVb";

    private final MockEnvironment environment = new MockEnvironment();

    @BeforeEach
    void withGoodSecrets() {
        environment.setProperty("souk.required-secrets.SOUK_XXL_TOKEN", "the token of the executors");
        environment.setProperty("SOUK_DB_PASSWORD", RANDOM);
        environment.setProperty("SOUK_NACOS_PASSWORD", RANDOM);
        environment.setProperty("SOUK_XXL_TOKEN", RANDOM);
    }

    @Test
    void aServiceWithRandomSecretsStarts() {
        assertThatCode(this::check).doesNotThrowAnyException();
    }

    @Test
    void aMissingSecretIsNamedWithItsPurpose() {
        environment.setProperty("SOUK_XXL_TOKEN", " ");

        assertThatExceptionOfType(UnsafeSecrets.class).isThrownBy(this::check)
                .withMessage("SOUK_XXL_TOKEN is missing: the token of the executors");
    }

    @Test
    void aDatabaseNeedsAPassword() {
        environment.setProperty("SOUK_DB_PASSWORD", "");

        assertThatExceptionOfType(UnsafeSecrets.class).isThrownBy(this::check)
                .withMessageStartingWith("SOUK_DB_PASSWORD is missing");
    }

    @Test
    void whoeverAsksNacosNeedsAPassword() {
        environment.setProperty("SOUK_NACOS_PASSWORD", "");

        assertThatExceptionOfType(UnsafeSecrets.class).isThrownBy(this::check)
                .withMessageStartingWith("SOUK_NACOS_PASSWORD is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nacos", "default_token", "PASSWORD", "changeme", "minioadmin", " secret ",
            "VGVZDGTLETA1MJM0NJUXNJAWLBZRLK5QLMPCIGXLBG=="})
    void aWellKnownSecretIsRefusedEvenWhereNoneIsRequired(String wellKnown) {
        environment.setProperty("SOUK_WEBHOOK_SECRET", wellKnown);

        assertThatExceptionOfType(UnsafeSecrets.class).isThrownBy(this::check)
                .withMessage("SOUK_WEBHOOK_SECRET has a value that everybody knows");
    }

    @Test
    void aWellKnownSecretIsFoundInAListOfThem() {
        environment.setProperty("SOUK_SERVICE_SECRETS", "order-service=" + RANDOM + ",job-scheduler=changeme");

        assertThatExceptionOfType(UnsafeSecrets.class).isThrownBy(this::check)
                .withMessage("SOUK_SERVICE_SECRETS has a value that everybody knows");
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "test"})
    void aLaptopAndATestMayDoWithout(String profile) {
        environment.setActiveProfiles(profile);
        environment.setProperty("SOUK_DB_PASSWORD", "");

        assertThatCode(this::check).doesNotThrowAnyException();
    }

    private void check() {
        new RequiredSecrets().postProcessEnvironment(environment, new SpringApplication());
    }
}
