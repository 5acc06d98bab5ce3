package dev.souk.common.web.test;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/** The service under test believes {@link TestTokens}, and needs neither Nacos nor secrets (profile {@code test}). */
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ActiveProfiles("test")
@ContextConfiguration(initializers = WithTestTokens.Initializer.class)
public @interface WithTestTokens {

    final class Initializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            TestPropertyValues.of("SOUK_JWKS_URI=" + TestTokens.jwkSetUri(), "SOUK_TOKEN_ISSUER=" + TestTokens.ISSUER)
                    .applyTo(context);
        }
    }
}
