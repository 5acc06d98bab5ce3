package dev.souk.common.web.problem;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.dao.DataAccessException;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

@AutoConfiguration(before = ErrorMvcAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class ProblemAutoConfiguration {

    /** After the trace has begun, before anything reads the body. */
    private static final int AFTER_TRACING = Ordered.HIGHEST_PRECEDENCE + 100;

    @Bean
    ProblemWriter problemWriter(JsonMapper json) {
        return new ProblemWriter(json);
    }

    @Bean
    StrictRequestJson strictRequestJson(JsonMapper json) {
        return new StrictRequestJson(json);
    }

    @Bean
    InstantsOfQueries instantsOfQueries() {
        return new InstantsOfQueries();
    }

    @Bean
    FilterRegistrationBean<RequestFilter> requestFilter(@Value("${souk.web.max-body-size:1MB}") DataSize limit,
            ProblemWriter problems) {
        FilterRegistrationBean<RequestFilter> filter = new FilterRegistrationBean<>(
                new RequestFilter(limit, problems));
        filter.setOrder(AFTER_TRACING);
        return filter;
    }

    @Bean
    TraceIdAdvice traceIdAdvice() {
        return new TraceIdAdvice();
    }

    @Bean
    RequestProblems requestProblems() {
        return new RequestProblems();
    }

    @Bean
    ErrorPage errorPage() {
        return new ErrorPage();
    }

    @Bean
    ContainerProblems containerProblems(JsonMapper json) {
        return new ContainerProblems(json);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(DataAccessException.class)
    static class WithDataStore {

        @Bean
        DataStoreProblems dataStoreProblems() {
            return new DataStoreProblems();
        }
    }
}
