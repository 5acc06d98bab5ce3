package dev.souk.common.web.limits;

import com.alibaba.cloud.nacos.NacosConfigAutoConfiguration;
import com.alibaba.cloud.nacos.NacosConfigManager;
import com.alibaba.csp.sentinel.adapter.spring.webmvc_v6x.SentinelWebInterceptor;
import com.alibaba.csp.sentinel.adapter.spring.webmvc_v6x.config.SentinelWebMvcConfig;
import com.alibaba.csp.sentinel.slots.block.degrade.DegradeException;
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

    /** Every request is a Sentinel resource named {@code METHOD:/path/{pattern}}. */
    @Bean
    WebMvcConfigurer sentinelAtTheDoor(ProblemWriter problems) {
        SentinelWebMvcConfig config = new SentinelWebMvcConfig();
        config.setHttpMethodSpecify(true);
        config.setBlockExceptionHandler((request, response, resource, refusal) -> {
            if (refusal instanceof DegradeException) {
                problems.unavailable(request, response);
            } else {
                problems.tooManyRequests(request, response);
            }
        });
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry interceptors) {
                interceptors.addInterceptor(new SentinelWebInterceptor(config));
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
