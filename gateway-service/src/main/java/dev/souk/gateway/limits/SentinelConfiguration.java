package dev.souk.gateway.limits;

import java.util.Set;

import com.alibaba.csp.sentinel.Tracer;
import com.alibaba.csp.sentinel.adapter.gateway.common.rule.GatewayFlowRule;
import com.alibaba.csp.sentinel.adapter.gateway.common.rule.GatewayRuleManager;
import com.alibaba.csp.sentinel.adapter.gateway.sc.SentinelGatewayFilter;
import dev.souk.common.service.limits.RuleList;
import dev.souk.gateway.problem.Refused;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

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
    RuleList<GatewayFlowRule> flowRules() {
        return new RuleList<>("flow", GatewayFlowRule.class, GatewayRuleManager::isValidRule,
                rules -> GatewayRuleManager.loadRules(Set.copyOf(rules)));
    }
}
