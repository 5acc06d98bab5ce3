package dev.souk.common.web.problem;

import org.springframework.boot.autoconfigure.AutoConfigureOrder;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/** Comes after every other configuration, because the first advice that knows an exception answers it. */
@AutoConfiguration
@AutoConfigureOrder(Ordered.LOWEST_PRECEDENCE)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class LastResortAutoConfiguration {

    @Bean
    UnexpectedProblems unexpectedProblems() {
        return new UnexpectedProblems();
    }
}
