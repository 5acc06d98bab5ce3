package dev.souk.test;

import dev.souk.engines.Engine;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.TestContextAnnotationUtils;

/** Reads {@link SoukEngines} of a test class; Spring finds it by {@code META-INF/spring.factories}. */
final class EnginesCustomizerFactory implements ContextCustomizerFactory {

    @Override
    public @Nullable ContextCustomizer createContextCustomizer(Class<?> testClass,
            List<ContextConfigurationAttributes> configAttributes) {
        SoukEngines annotation = TestContextAnnotationUtils.findMergedAnnotation(testClass, SoukEngines.class);
        return annotation == null ? null : customizer(annotation);
    }

    private static ContextCustomizer customizer(SoukEngines annotation) {
        Set<Engine> engines = EnumSet.noneOf(Engine.class);
        engines.addAll(List.of(annotation.value()));
        if (engines.contains(Engine.NACOS)) {
            publishEarly(Engine.NACOS);
        }
        return new EnginesCustomizer(engines);
    }

    /** Configuration is imported from Nacos before a context is customized. */
    private static void publishEarly(Engine engine) {
        EngineEnvironment.of(engine).forEach(System::setProperty);
    }
}
