package dev.souk.common.service.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

import com.alibaba.nacos.api.NacosFactory;
import com.alibaba.nacos.api.PropertyKeyConst;
import com.alibaba.nacos.api.config.ConfigService;
import com.alibaba.nacos.api.exception.NacosException;
import dev.souk.test.Engines;
import dev.souk.test.NacosServer;

/** What an operator publishes in a real Nacos, for one test; it is withdrawn when this is closed. */
public final class NacosSettings implements AutoCloseable {

    private static final String GROUP = "DEFAULT_GROUP";

    private final NacosServer server = Engines.nacos();
    private final ConfigService nacos;
    private final Set<String> published = new LinkedHashSet<>();

    public NacosSettings() throws NacosException {
        Properties login = new Properties();
        login.put(PropertyKeyConst.SERVER_ADDR, server.address());
        login.put(PropertyKeyConst.USERNAME, server.user());
        login.put(PropertyKeyConst.PASSWORD, server.password());
        nacos = NacosFactory.createConfigService(login);
    }

    /**
     * The arguments of an application that shall follow these settings, and others. Nobody looks for the application in Nacos, so
     * it may leave without a farewell.
     */
    public String[] arguments(String... others) {
        return Stream.concat(Stream.of("--SOUK_NACOS_ADDR=" + server.address(), "--SOUK_NACOS_USER=" + server.user(),
                "--SOUK_NACOS_PASSWORD=" + server.password(),
                "--spring.cloud.nacos.discovery.graceful-shutdown-wait-time=0"), Stream.of(others))
                .toArray(String[]::new);
    }

    /** The client through which this publishes. */
    public ConfigService client() {
        return nacos;
    }

    public void publish(String dataId, String content) throws NacosException {
        published.add(dataId);
        assertThat(nacos.publishConfig(dataId, GROUP, content)).isTrue();
    }

    public void withdraw(String dataId) throws NacosException {
        assertThat(nacos.removeConfig(dataId, GROUP)).isTrue();
    }

    @Override
    public void close() throws NacosException {
        for (String dataId : published) {
            withdraw(dataId);
        }
        nacos.shutDown();
    }
}
