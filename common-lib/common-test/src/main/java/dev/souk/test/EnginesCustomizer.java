package dev.souk.test;

import dev.souk.engines.Engine;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/** Equal for equal engines, so that Spring shares a context among tests that name the same ones. */
record EnginesCustomizer(Set<Engine> engines) implements ContextCustomizer {

    @Override
    public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration mergedConfig) {
        Map<String, Object> settings = new HashMap<>();
        engines.forEach(engine -> settings.putAll(EngineEnvironment.of(engine)));
        settings.put("spring.cloud.nacos.discovery.enabled", engines.contains(Engine.NACOS));
        settings.put("spring.cloud.nacos.config.enabled", engines.contains(Engine.NACOS));
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("souk-engines", settings));
    }
}
