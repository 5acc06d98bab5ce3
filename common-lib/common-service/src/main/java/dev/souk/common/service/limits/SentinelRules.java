package dev.souk.common.service.limits;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

import com.alibaba.nacos.api.config.ConfigService;
import com.alibaba.nacos.api.config.listener.Listener;
import com.alibaba.nacos.api.exception.NacosException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * Keeps Sentinel's rules as Nacos has them. A list is taken as a whole or not at all: one that cannot be read, has a field
 * that no rule has (a misspelt {@code count} would be 0 and refuse everything) or holds an invalid rule changes nothing,
 * is logged and counted in {@code souk.rules.refused}; the last good list stays. So it does when the list is removed: an
 * empty list, {@code []}, takes all rules away.
 */
final class SentinelRules implements InitializingBean {

    private static final Logger log = LoggerFactory.getLogger(SentinelRules.class);
    private static final String GROUP = "DEFAULT_GROUP";

    private final List<RuleList<?>> lists;
    private final ConfigService nacos;
    private final String service;
    private final JsonMapper json;
    private final MeterRegistry meters;

    SentinelRules(List<RuleList<?>> lists, ConfigService nacos, String service, JsonMapper json,
            MeterRegistry meters) {
        this.lists = List.copyOf(lists);
        this.nacos = nacos;
        this.service = service;
        this.json = json.rebuild().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
        this.meters = meters;
    }

    /** Does not wait for Nacos: rules take effect when they arrive. */
    @Override
    public void afterPropertiesSet() throws NacosException {
        for (RuleList<?> list : lists) {
            follow(list);
        }
    }

    private void follow(RuleList<?> list) throws NacosException {
        String dataId = service + "-" + list.name() + "-rules.json";
        Counter refused = meters.counter("souk.rules.refused", "list", dataId);
        nacos.addListener(dataId, GROUP, new Listener() {
            @Override
            public @Nullable Executor getExecutor() {
                return null;
            }

            @Override
            public void receiveConfigInfo(@Nullable String content) {
                try {
                    log.info("{} holds {} rules", dataId, load(list, content));
                } catch (JacksonException | IllegalArgumentException unusable) {
                    refused.increment();
                    log.error("{} is refused, the last good list stays: {}", dataId, unusable.getMessage());
                }
            }
        });
    }

    private <R> int load(RuleList<R> list, @Nullable String content) {
        if (content == null) {
            throw new IllegalArgumentException("it was removed; publish [] to have no rules");
        }
        List<R> rules = new ArrayList<>();
        for (JsonNode rule : array(content)) {
            rules.add(read(rule, list));
        }
        list.load().accept(rules);
        return rules.size();
    }

    private ArrayNode array(String content) {
        if (json.readTree(content) instanceof ArrayNode array) {
            return array;
        }
        throw new IllegalArgumentException("it is no JSON array");
    }

    private <R> R read(JsonNode node, RuleList<R> list) {
        R rule = json.treeToValue(node, list.type());
        if (rule == null || !list.isValid().test(rule)) {
            throw new IllegalArgumentException("this is no valid rule: " + node);
        }
        return rule;
    }
}
