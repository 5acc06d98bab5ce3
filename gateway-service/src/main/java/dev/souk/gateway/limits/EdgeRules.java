package dev.souk.gateway.limits;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import com.alibaba.csp.sentinel.adapter.gateway.common.rule.GatewayFlowRule;
import com.alibaba.csp.sentinel.adapter.gateway.common.rule.GatewayRuleManager;
import com.alibaba.csp.sentinel.slots.block.degrade.DegradeRule;
import com.alibaba.csp.sentinel.slots.block.degrade.DegradeRuleManager;
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
 * Keeps the edge's Sentinel rules as Nacos has them, live: {@code gateway-service-flow-rules.json} (gateway flow rules) and
 * {@code gateway-service-degrade-rules.json}, the resource of a rule being the id of a route. A list that cannot be read
 * changes nothing: the last good one stays.
 */
final class EdgeRules implements InitializingBean {

    private static final Logger log = LoggerFactory.getLogger(EdgeRules.class);
    private static final String GROUP = "DEFAULT_GROUP";

    private final Optional<ConfigService> nacos;
    private final JsonMapper json;

    EdgeRules(Optional<ConfigService> nacos, JsonMapper json) {
        this.nacos = nacos;
        this.json = json;
    }

    /** Does not wait for Nacos: rules take effect when they arrive. */
    @Override
    public void afterPropertiesSet() throws NacosException {
        if (nacos.isPresent()) {
            follow(nacos.get(), "gateway-service-flow-rules.json", GatewayFlowRule[].class,
                    rules -> GatewayRuleManager.loadRules(Set.of(rules)));
            follow(nacos.get(), "gateway-service-degrade-rules.json", DegradeRule[].class,
                    rules -> DegradeRuleManager.loadRules(List.of(rules)));
        }
    }

    private <R> void follow(ConfigService source, String dataId, Class<R[]> type, Consumer<R[]> load)
            throws NacosException {
        source.addListener(dataId, GROUP, new Listener() {
            @Override
            public @Nullable Executor getExecutor() {
                return null;
            }

            @Override
            public void receiveConfigInfo(String content) {
                replace(dataId, content, type, load);
            }
        });
    }

    private <R> void replace(String dataId, String content, Class<R[]> type, Consumer<R[]> load) {
        try {
            R[] rules = json.readValue(content, type);
            load.accept(rules);
            log.info("{} holds {} rules", dataId, rules.length);
        } catch (JacksonException | IllegalArgumentException malformed) {
            log.error("{} is refused, the last good list stays: {}", dataId, malformed.getMessage());
        }
    }
}
