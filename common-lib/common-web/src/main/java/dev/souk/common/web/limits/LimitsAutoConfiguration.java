package dev.souk.common.web.limits;

import com.alibaba.cloud.nacos.NacosConfigAutoConfiguration;
import com.alibaba.cloud.nacos.NacosConfigManager;
import dev.souk.common.web.problem.ProblemWriter;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

@AutoConfiguration(after = NacosConfigAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class LimitsAutoConfiguration {

    @Bean
    WebMvcConfigurer limitAtTheDoor(ProblemWriter problems) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry interceptors) {
                interceptors.addInterceptor(new LimitAtTheDoor(problems));
            }
        };
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(NacosConfigManager.class)
    static class RulesFromNacos {

        @Bean
        SentinelRules sentinelRules(NacosConfigManager nacos, JsonMapper json,
                @Value("${spring.application.name}") String service) {
            return new SentinelRules(nacos.getConfigService(), json, service);
        }
    }
}
