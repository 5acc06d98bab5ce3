package dev.souk.common.web.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Properties;

import com.alibaba.csp.sentinel.slots.block.degrade.DegradeRuleManager;
import com.alibaba.csp.sentinel.slots.block.flow.FlowRuleManager;
import com.alibaba.nacos.api.NacosFactory;
import com.alibaba.nacos.api.PropertyKeyConst;
import com.alibaba.nacos.api.config.ConfigService;
import com.alibaba.nacos.api.exception.NacosException;
import dev.souk.common.web.example.Calls;
import dev.souk.common.web.example.ExampleService;
import dev.souk.test.Engines;
import dev.souk.test.NacosServer;
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

    private static final String GROUP = "DEFAULT_GROUP";
    private static final String SETTINGS = "example-service.yml";
    private static final String FLOW_RULES = "example-service-flow-rules.json";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static ConfigService nacos;
    private static ConfigurableApplicationContext service;
    private static Calls calls;

    @BeforeAll
    static void start() throws NacosException {
        NacosServer server = Engines.nacos();
        nacos = connect(server);
        withdrawAll();
        publish(SETTINGS, "example.greeting: before the start");
        service = new SpringApplicationBuilder(ExampleService.class).profiles("local").run(
                "--SOUK_NACOS_ADDR=" + server.address(),
                "--SOUK_NACOS_USER=" + server.user(),
                "--SOUK_NACOS_PASSWORD=" + server.password(),
                "--spring.autoconfigure.exclude=org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration,"
                        + "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration");
        calls = new Calls(service.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
    }

    @AfterAll
    static void stop() throws NacosException {
        service.close();
        withdrawAll();
        nacos.shutDown();
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

        publish(SETTINGS, "logging.level.dev.souk.common.web.live: trace");

        await().atMost(PATIENCE).until(logger::isTraceEnabled);
    }

    @Test
    void limitsChangeWithoutARestartAndAListThatCannotBeReadChangesNothing() throws NacosException {
        assertThat(calls.get("/public/who").status()).isEqualTo(200);

        publish(FLOW_RULES, """
                [{"resource": "GET:/public/who", "grade": 1, "count": 0}]""");
        await().atMost(PATIENCE).until(() -> calls.get("/public/who").status() == 429);

        publish(FLOW_RULES, "not a list");
        publish(FLOW_RULES, """
                [{"resource": "GET:/public/who", "grade": 1, "count": 0},
                 {"resource": "GET:/public/page", "grade": 1, "count": 0}]""");
        await().atMost(PATIENCE).until(() -> calls.get("/public/page").status() == 429);
        assertThat(calls.get("/public/who").status()).isEqualTo(429);

        publish(FLOW_RULES, "[]");
        await().atMost(PATIENCE).until(() -> calls.get("/public/who").status() == 200);
    }

    private static ConfigService connect(NacosServer server) throws NacosException {
        Properties properties = new Properties();
        properties.put(PropertyKeyConst.SERVER_ADDR, server.address());
        properties.put(PropertyKeyConst.USERNAME, server.user());
        properties.put(PropertyKeyConst.PASSWORD, server.password());
        return NacosFactory.createConfigService(properties);
    }

    private static void publish(String dataId, String content) throws NacosException {
        assertThat(nacos.publishConfig(dataId, GROUP, content)).isTrue();
    }

    private static void withdrawAll() throws NacosException {
        nacos.removeConfig(SETTINGS, GROUP);
        nacos.removeConfig(FLOW_RULES, GROUP);
    }
}
