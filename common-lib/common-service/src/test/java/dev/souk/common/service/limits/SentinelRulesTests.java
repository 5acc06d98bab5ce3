package dev.souk.common.service.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import com.alibaba.csp.sentinel.slots.block.flow.FlowRule;
import com.alibaba.csp.sentinel.slots.block.flow.FlowRuleUtil;
import com.alibaba.nacos.api.exception.NacosException;
import dev.souk.common.service.test.NacosSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class SentinelRulesTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String service = "rules-tests-" + UUID.randomUUID();
    private final String dataId = service + "-flow-rules.json";
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private volatile List<FlowRule> loaded = List.of();

    private NacosSettings nacos;

    @BeforeEach
    void follow() throws NacosException {
        nacos = new NacosSettings();
        new SentinelRules(List.of(new RuleList<>("flow", FlowRule.class, FlowRuleUtil::isValidRule,
                rules -> loaded = rules)), nacos.client(), service, new JsonMapper(), meters)
                .afterPropertiesSet();
        nacos.publish(dataId, """
                [{"resource": "first", "count": 7}]""");
        await().atMost(PATIENCE).until(() -> loaded.size() == 1);
    }

    @AfterEach
    void close() throws NacosException {
        nacos.close();
    }

    @Test
    void aPublishedListReplacesTheLastOne() throws NacosException {
        nacos.publish(dataId, """
                [{"resource": "second", "count": 3}, {"resource": "third", "count": 4}]""");

        await().atMost(PATIENCE).until(() -> loaded.size() == 2);
        assertThat(loaded).extracting(FlowRule::getResource).containsExactly("second", "third");
    }

    @Test
    void anEmptyListTakesAllRulesAway() throws NacosException {
        nacos.publish(dataId, "[]");

        await().atMost(PATIENCE).until(() -> loaded.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"not a list", "{}", "null", "[null]", "[1]",
            """
                    [{"resource": "good", "count": 1}, {"resource": "negative", "count": -1}]""",
            """
                    [{"resource": "misspelt", "cuont": 5}]"""})
    void aListThatIsNotWhollyValidChangesNothingAndIsCounted(String unusable) throws NacosException {
        nacos.publish(dataId, unusable);

        await().atMost(PATIENCE).until(() -> refused() == 1);
        assertThat(loaded).extracting(FlowRule::getResource).containsExactly("first");
    }

    @Test
    void aRemovedListStaysInForce() throws NacosException {
        nacos.withdraw(dataId);

        await().atMost(PATIENCE).until(() -> refused() == 1);
        assertThat(loaded).extracting(FlowRule::getResource).containsExactly("first");
    }

    private double refused() {
        return meters.get("souk.rules.refused").tag("list", dataId).counter().count();
    }
}
