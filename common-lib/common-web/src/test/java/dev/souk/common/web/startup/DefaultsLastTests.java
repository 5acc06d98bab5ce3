package dev.souk.common.web.startup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.common.web.example.ExampleServiceTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

@ExampleServiceTest
class DefaultsLastTests {

    @Autowired
    Environment environment;

    @Test
    void aServiceSaysOtherwiseInItsOwnFile() {
        assertThat(environment.getProperty("souk.service-token.read-timeout")).isEqualTo("3s");
        assertThat(environment.getProperty("spring.lifecycle.timeout-per-shutdown-phase")).isEqualTo("7s");
    }

    @Test
    void whatItDoesNotSayIsTheDefault() {
        assertThat(environment.getProperty("server.shutdown")).isEqualTo("graceful");
    }
}
