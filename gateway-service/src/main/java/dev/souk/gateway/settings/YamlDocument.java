package dev.souk.gateway.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;

/** Reads a YAML document into a record as Spring reads properties, but refuses names that mean nothing. */
public final class YamlDocument {

    private static final String ROOT = "document";

    private YamlDocument() {
    }

    /** @throws InvalidDocument when it is no YAML, has a name that the type has not, or a value that it refuses */
    public static <T> T read(String text, Class<T> type) {
        List<PropertySource<?>> documents = parse(text);
        if (documents.size() != 1) {
            throw new InvalidDocument("it holds " + documents.size() + " documents instead of one");
        }
        MapConfigurationPropertySource values = new MapConfigurationPropertySource();
        EnumerablePropertySource<?> document = (EnumerablePropertySource<?>) documents.getFirst();
        for (String name : document.getPropertyNames()) {
            values.put(ROOT + "." + name, Objects.requireNonNullElse(document.getProperty(name), ""));
        }
        try {
            return new Binder(values)
                    .bind(ROOT, Bindable.of(type), new NoUnboundElementsBindHandler(BindHandler.DEFAULT))
                    .orElseThrow(() -> new InvalidDocument("it says nothing"));
        } catch (BindException invalid) {
            Throwable cause = NestedExceptionUtils.getMostSpecificCause(invalid);
            throw new InvalidDocument(invalid.getName() + ": " + cause.getMessage(), invalid);
        }
    }

    /** The text of a document that the program brings along. */
    public static String text(Resource document) {
        try {
            return document.getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private static List<PropertySource<?>> parse(String text) {
        try {
            return new YamlPropertySourceLoader().load(ROOT,
                    new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException | RuntimeException malformed) { // the parser throws both
            throw new InvalidDocument("it is no YAML: " + malformed.getMessage(), malformed);
        }
    }
}
