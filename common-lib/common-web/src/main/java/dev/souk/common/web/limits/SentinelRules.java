package dev.souk.common.web.limits;

import java.util.List;
import java.util.concurrent.Executor;

import com.alibaba.csp.sentinel.property.DynamicSentinelProperty;
import com.alibaba.csp.sentinel.slots.block.degrade.DegradeRule;
import com.alibaba.csp.sentinel.slots.block.degrade.DegradeRuleManager;
import com.alibaba.csp.sentinel.slots.block.flow.FlowRule;
import com.alibaba.csp.sentinel.slots.block.flow.FlowRuleManager;
import com.alibaba.nacos.api.config.ConfigService;
import com.alibaba.nacos.api.config.listener.Listener;
import com.alibaba.nacos.api.exception.NacosException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps Sentinel's rules as Nacos has them: {@code <service>-flow-rules.json} and {@code <service>-degrade-rules.json},
 * each a JSON array. A list that cannot be read changes nothing: the last good one stays.
 */
final class SentinelRules implements InitializingBean {

    private static final Logger log = LoggerFactory.getLogger(SentinelRules.class);
    private static final String GROUP = "DEFAULT_GROUP";

    private final ConfigService nacos;
    private final JsonMapper json;
    private final String service;

    SentinelRules(ConfigService nacos, JsonMapper json, String service) {
        this.nacos = nacos;
        this.json = json;
        this.service = service;
    }

    /** Does not wait for Nacos: rules take effect when they arrive. */
    @Override
    public void afterPropertiesSet() throws NacosException {
        DynamicSentinelProperty<List<FlowRule>> flow = new DynamicSentinelProperty<>();
        FlowRuleManager.register2Property(flow);
        follow(service + "-flow-rules.json", FlowRule[].class, flow);
        DynamicSentinelProperty<List<DegradeRule>> degrade = new DynamicSentinelProperty<>();
        DegradeRuleManager.register2Property(degrade);
        follow(service + "-degrade-rules.json", DegradeRule[].class, degrade);
    }

    private <R> void follow(String dataId, Class<R[]> type, DynamicSentinelProperty<List<R>> rules)
            throws NacosException {
        nacos.addListener(dataId, GROUP, new Listener() {
            @Override
            public @Nullable Executor getExecutor() {
                return null;
            }

            @Override
            public void receiveConfigInfo(String content) {
                replace(dataId, content, type, rules);
            }
        });
    }

    private <R> void replace(String dataId, String content, Class<R[]> type, DynamicSentinelProperty<List<R>> rules) {
        try {
            List<R> read = List.of(json.readValue(content, type));
            rules.updateValue(read);
            log.info("{} holds {} rules", dataId, read.size());
        } catch (JacksonException malformed) {
            log.error("{} is refused as it is no list of rules, the last good one stays: {}", dataId,
                    malformed.getOriginalMessage());
        }
    }
}
