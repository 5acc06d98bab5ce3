package dev.souk.gateway.limits;

import com.alibaba.cloud.nacos.NacosConfigManager;
import com.alibaba.csp.sentinel.adapter.gateway.sc.SentinelGatewayFilter;
import com.alibaba.csp.sentinel.Tracer;
import dev.souk.gateway.problem.Refused;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class SentinelConfiguration {

    /** Every route is a Sentinel resource named by its id. After token and body, so that refused calls use nothing up. */
    @Bean
    SentinelGatewayFilter sentinelAtTheEdge() {
        // what we refuse ourselves on the way says nothing about the service behind
        Tracer.setExceptionsToIgnore(Refused.class);
        return new SentinelGatewayFilter(Ordered.HIGHEST_PRECEDENCE + 20);
    }

    @Bean
    EdgeRules edgeRules(ObjectProvider<NacosConfigManager> nacos, JsonMapper json) {
        return new EdgeRules(nacos.stream().map(NacosConfigManager::getConfigService).findFirst(), json);
    }
}
