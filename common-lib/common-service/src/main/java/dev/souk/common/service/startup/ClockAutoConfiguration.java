package dev.souk.common.service.startup;

import java.time.Clock;
import java.time.Duration;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/** The one source of the time; a test replaces it. */
@AutoConfiguration
class ClockAutoConfiguration {

    /**
     * @param offset what this service's clock is off by, for tests of faults
     * @throws IllegalStateException when it is off outside of a developer's machine
     */
    @Bean
    @ConditionalOnMissingBean
    Clock clock(@Value("${souk.clock-offset:0s}") Duration offset, Environment environment) {
        if (!offset.isZero() && !environment.acceptsProfiles(Profiles.of("local", "test"))) {
            throw new IllegalStateException("souk.clock-offset is for tests of faults: remove it");
        }
        return Clock.offset(Clock.systemUTC(), offset);
    }
}
