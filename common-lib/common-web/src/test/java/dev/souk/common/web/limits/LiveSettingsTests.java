package dev.souk.common.web.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;

import com.alibaba.csp.sentinel.slots.block.degrade.DegradeRuleManager;
import com.alibaba.csp.sentinel.slots.block.flow.FlowRuleManager;
import com.alibaba.nacos.api.exception.NacosException;
import dev.souk.common.service.test.NacosSettings;
import dev.souk.common.web.example.Calls;
import dev.souk.common.web.example.ExampleService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.context.ConfigurableApplicationContext;

/** What an operator publishes in a real Nacos takes effect in a running service. */
class LiveSettingsTests {

    private static final String SETTINGS = "example-service.yml";
    private static final String FLOW_RULES = "example-service-flow-rules.json";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static NacosSettings nacos;
    private static ConfigurableApplicationContext service;
    private static Calls calls;

    @BeforeAll
    static void start() throws NacosException {
        nacos = new NacosSettings();
        nacos.publish(SETTINGS, "example.greeting: before the start");
        service = new SpringApplicationBuilder(ExampleService.class).profiles("local").run(
                nacos.arguments(
                        "--spring.autoconfigure.exclude=org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration,"
                                + "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration"));
        calls = new Calls(service.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
    }

    @AfterAll
    static void stop() throws NacosException {
        service.close();
        nacos.close();
        FlowRuleManager.loadRules(List.of());
        DegradeRuleManager.loadRules(List.of());
    }

    @Test
    void aServiceIsConfiguredFromNacosAndFoundThere() {
        assertThat(service.getEnvironment().getProperty("example.greeting")).isEqualTo("before the start");
        await().atMost(PATIENCE).until(() -> !service.getBean(DiscoveryClient.class).getInstances("example-service")
                .isEmpty());
    }

    @Test
    void settingsChangeWithoutARestart() throws NacosException {
        Logger logger = LoggerFactory.getLogger("dev.souk.common.web.live");
        assertThat(logger.isTraceEnabled()).isFalse();

        nacos.publish(SETTINGS, "logging.level.dev.souk.common.web.live: trace");

        await().atMost(PATIENCE).until(logger::isTraceEnabled);
    }

    @Test
    void limitsChangeWithoutARestart() throws NacosException {
        assertThat(calls.get("/public/who").status()).isEqualTo(200);

        nacos.publish(FLOW_RULES, """
                [{"resource": "GET:/public/who", "grade": 1, "count": 0}]""");
        await().atMost(PATIENCE).until(() -> calls.get("/public/who").status() == 429);

        nacos.publish(FLOW_RULES, "[]");
        await().atMost(PATIENCE).until(() -> calls.get("/public/who").status() == 200);
    }
}
