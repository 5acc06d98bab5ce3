package dev.souk.gateway.limits;

import java.util.Set;
import java.util.stream.Collectors;

import com.alibaba.csp.sentinel.adapter.gateway.common.api.GatewayApiDefinitionManager;
import com.alibaba.csp.sentinel.adapter.gateway.common.rule.GatewayFlowRule;
import com.alibaba.csp.sentinel.adapter.gateway.common.rule.GatewayRuleManager;
import com.alibaba.csp.sentinel.slots.system.SystemRule;
import com.alibaba.csp.sentinel.slots.system.SystemRuleManager;
import dev.souk.common.service.limits.RuleList;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SentinelConfiguration {

    @Bean
    RuleList<GatewayFlowRule> flowRules() {
        return new RuleList<>("flow", GatewayFlowRule.class, GatewayRuleManager::isValidRule,
                rules -> GatewayRuleManager.loadRules(Set.copyOf(rules)));
    }

    @Bean
    RuleList<ApiGroup> apiGroups() {
        return new RuleList<>("api-group", ApiGroup.class, ApiGroup::isValid,
                groups -> GatewayApiDefinitionManager.loadApiDefinitions(
                        groups.stream().map(ApiGroup::definition).collect(Collectors.toSet())));
    }

    /** What the machine of the edge can bear, over all routes. */
    @Bean
    RuleList<SystemRule> systemRules() {
        return new RuleList<>("system", SystemRule.class, SentinelConfiguration::limitsSomething,
                SystemRuleManager::loadRules);
    }

    private static boolean limitsSomething(SystemRule rule) {
        return rule.getHighestCpuUsage() <= 1
                && (rule.getHighestCpuUsage() >= 0 || rule.getHighestSystemLoad() >= 0 || rule.getQps() >= 0
                        || rule.getAvgRt() >= 0 || rule.getMaxThread() >= 0);
    }
}
