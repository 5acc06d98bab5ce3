package dev.souk.common.web.conditions;

import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class ConditionAutoConfiguration {

    @Bean
    WebMvcConfigurer conditionArguments() {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new IfMatchArgument());
            }
        };
    }

    @Bean
    ConditionProblems conditionProblems() {
        return new ConditionProblems();
    }

    @Bean
    NothingNew nothingNew() {
        return new NothingNew();
    }
}
