package dev.souk.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.engines.Engine;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@SpringBootTest(classes = SoukEnginesTests.Nothing.class)
@SoukEngines({Engine.POSTGRES, Engine.REDIS})
class SoukEnginesTests {

    private final Environment environment;

    @Autowired
    SoukEnginesTests(Environment environment) {
        this.environment = environment;
    }

    @Test
    void theContextIsToldWhereItsEnginesAre() {
        assertThat(environment.getRequiredProperty("SOUK_DB_URL")).startsWith("jdbc:postgresql://");
        assertThat(environment.getRequiredProperty("SOUK_DB_USER")).startsWith("test_");
        assertThat(environment.getRequiredProperty("SOUK_DB_PASSWORD")).isNotBlank();
        assertThat(environment.getRequiredProperty("SOUK_REDIS_ADDRESS")).startsWith("redis://");
        assertThat(environment.getRequiredProperty("SOUK_REDIS_PASSWORD")).isNotBlank();
    }

    @Test
    void enginesThatWereNotNamedAreNotThere() {
        assertThat(environment.getProperty("SOUK_KAFKA_BOOTSTRAP")).isNull();
    }

    @Test
    void nacosIsOffUnlessItIsNamed() {
        assertThat(environment.getRequiredProperty("spring.cloud.nacos.discovery.enabled", Boolean.class)).isFalse();
        assertThat(environment.getRequiredProperty("spring.cloud.nacos.config.enabled", Boolean.class)).isFalse();
    }

    @Configuration
    static class Nothing {
    }
}
