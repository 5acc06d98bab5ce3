package dev.souk.common.web.description;

import java.util.Locale;

import io.swagger.v3.oas.models.info.Info;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;

/** Names the service and its operations, so that the reference of all services can be read. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class DescriptionAutoConfiguration {

    @Bean
    GlobalOpenApiCustomizer titleOfTheService(@Value("${spring.application.name}") String service) {
        return description -> description.setInfo(new Info().title(service).version("v1"));
    }

    /** An operation without a summary of its own has the words of its method: {@code placeOrder} is "Place order". */
    @Bean
    GlobalOperationCustomizer summaryOfTheOperation() {
        return (operation, method) -> operation.getSummary() == null
                ? operation.summary(words(method.getMethod().getName()))
                : operation;
    }

    static String words(String methodName) {
        String words = methodName.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
