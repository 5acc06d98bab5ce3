package dev.souk.common.web.limits;

import com.alibaba.csp.sentinel.slots.block.flow.FlowRule;
import com.alibaba.csp.sentinel.slots.block.flow.FlowRuleManager;
import com.alibaba.csp.sentinel.slots.block.flow.FlowRuleUtil;
import dev.souk.common.service.limits.RuleList;
import dev.souk.common.web.problem.ProblemWriter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@AutoConfiguration
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

    @Bean
    RuleList<FlowRule> flowRules() {
        return new RuleList<>("flow", FlowRule.class, FlowRuleUtil::isValidRule, FlowRuleManager::loadRules);
    }
}
