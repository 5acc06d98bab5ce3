package dev.souk.order.messaging;

import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;

import dev.souk.order.checkout.OrderEvent;
import dev.souk.order.checkout.OrderEventFormat;
import dev.souk.order.checkout.OrderId;
import dev.souk.order.checkout.UserId;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Events as JSON objects, one property per component of the event's record. The stream is kept for ever, so records only
 * ever gain components, and those are nullable. The mapper is this class's own: no setting of the web can change the past.
 */
@Component
class JsonOrderEventFormat implements OrderEventFormat {

    private static final Map<String, Class<?>> TYPES = leaves(OrderEvent.class)
            .collect(Collectors.toUnmodifiableMap(Class::getSimpleName, Function.identity()));

    private final JsonMapper json = JsonMapper.builder()
            .addMixIn(OrderId.class, JustItsValue.class)
            .addMixIn(UserId.class, JustItsValue.class)
            .addMixIn(OrderEvent.OrderCreated.class, NothingForNull.class)
            .addMixIn(OrderEvent.class, NothingForNobody.class)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .changeDefaultVisibility(visibility -> visibility.withIsGetterVisibility(Visibility.NONE))
            .build();

    @Override
    public String write(OrderEvent event) {
        return json.writeValueAsString(event);
    }

    @Override
    public OrderEvent read(String type, String data) {
        Class<?> event = TYPES.get(type);
        if (event == null) {
            throw new IllegalStateException("This version of order-service does not know the event " + type
                    + ": run the version that wrote it, or a later one");
        }
        return (OrderEvent) json.readValue(data, event);
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(JsonOrderEventFormat::leaves)
                : Stream.of(type);
    }

    /** An order from before a component was added is written as it was then. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private abstract static class NothingForNull {
    }

    /** What no operator has done is written as it was before that was written down. */
    @SuppressWarnings("UnusedMethod") // a mixin only lends its annotations
    private interface NothingForNobody {

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        UserId by();
    }

    @SuppressWarnings("UnusedVariable") // a mixin only lends its annotations
    private abstract static class JustItsValue {

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        JustItsValue(UUID value) {
        }

        @JsonValue
        abstract UUID value();
    }
}
