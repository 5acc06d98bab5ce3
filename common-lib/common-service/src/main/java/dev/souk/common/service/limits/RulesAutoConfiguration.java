package dev.souk.common.service.limits;

import java.util.List;

import com.alibaba.cloud.nacos.NacosConfigAutoConfiguration;
import com.alibaba.cloud.nacos.NacosConfigManager;
import com.alibaba.csp.sentinel.slots.block.degrade.DegradeRule;
import com.alibaba.csp.sentinel.slots.block.degrade.DegradeRuleManager;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.json.JsonMapper;

/** A service without Nacos, as in most tests, has the rules that it is given by hand. */
@AutoConfiguration(after = NacosConfigAutoConfiguration.class)
@ConditionalOnBean(NacosConfigManager.class)
class RulesAutoConfiguration {

    @Bean
    RuleList<DegradeRule> degradeRules() {
        return new RuleList<>("degrade", DegradeRule.class, DegradeRuleManager::isValidRule,
                DegradeRuleManager::loadRules);
    }

    @Bean
    SentinelRules sentinelRules(List<RuleList<?>> lists, NacosConfigManager nacos,
            @Value("${spring.application.name}") String service, JsonMapper json, MeterRegistry meters) {
        return new SentinelRules(lists, nacos.getConfigService(), service, json, meters);
    }
}
