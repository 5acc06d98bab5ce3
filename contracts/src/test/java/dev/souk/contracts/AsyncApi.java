package dev.souk.contracts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.BiFunction;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** The AsyncAPI 3.0 document of all channels, self-contained. */
final class AsyncApi {

    private static final YAMLMapper YAML = YAMLMapper.builder().enable(YAMLWriteFeature.MINIMIZE_QUOTES)
            .enable(YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .disable(YAMLWriteFeature.SPLIT_LINES).build();

    private AsyncApi() {
    }

    static String document(SequencedMap<String, Channel> channels) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("asyncapi", "3.0.0");
        document.put("info", ordered("title", "Souk events", "version", "1", "description",
                "What the services of Souk tell each other through Kafka. Generated from contracts/events: do not edit."));
        document.put("defaultContentType", "application/json");
        document.put("channels", mapped(channels, AsyncApi::channel));
        Map<String, Object> operations = new LinkedHashMap<>();
        Map<String, Object> messages = new LinkedHashMap<>();
        channels.forEach((name, channel) -> {
            operations.put(channel.sender() + ".sends." + name, operation("send", name, channel.events()));
            channel.consumers().forEach((consumer, events) -> operations.put(consumer + ".receives." + name,
                    operation("receive", name,
                            channel.events().stream().filter(event -> events.contains(Channel.nameOf(event)))
                                    .toList())));
            channel.events().forEach(event -> messages.put(event, message(channel, event)));
        });
        document.put("operations", operations);
        Map<String, Object> components = new LinkedHashMap<>();
        components.put("messages", messages);
        components.put("schemas", Map.of("envelope", envelope()));
        document.put("components", components);
        return "# Generated from events/ by `mvn -pl contracts test -D" + Generated.WRITE + "`.\n"
                + YAML.writeValueAsString(document);
    }

    private static Map<String, Object> channel(String name, Channel channel) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("address", "souk." + name);
        described.put("description",
                "Key: " + channel.key() + ". Messages of one key arrive in their order, each at least "
                        + "once. What a consumer gives up is in souk." + name + ".DLT.");
        Map<String, Object> messages = new LinkedHashMap<>();
        channel.events().forEach(event -> messages.put(event, reference("#/components/messages/" + event)));
        described.put("messages", messages);
        return described;
    }

    private static Map<String, Object> operation(String action, String channel, List<String> events) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("action", action);
        operation.put("channel", reference("#/channels/" + channel));
        operation.put("messages",
                events.stream().map(event -> reference("#/channels/" + channel + "/messages/" + event)).toList());
        return operation;
    }

    private static Map<String, Object> message(Channel channel, String event) {
        EventContract contract = channel.contract(event);
        ObjectNode payload = (ObjectNode) contract.schema().deepCopy();
        payload.remove(List.of("$schema", "$id", "title"));
        JsonNode description = payload.remove("description");
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("name", Channel.nameOf(event));
        message.put("summary", description.asString());
        message.put("headers", reference("#/components/schemas/envelope"));
        message.put("bindings",
                Map.of("kafka", Map.of("key", ordered("type", "string", "description", channel.key()))));
        message.put("payload", payload);
        message.put("examples", List.of(Map.of("payload", JsonMapper.shared().readTree(contract.sample()))));
        return message;
    }

    /** CloudEvents 1.0 in Kafka's binary mode. */
    private static Map<String, Object> envelope() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("ce_specversion", text("1.0"));
        fields.put("ce_id", text("UUIDv7, the same in every repetition: consumers take a message once"));
        fields.put("ce_type", text("name of the event"));
        fields.put("ce_source", text("the service whose fact it is"));
        fields.put("ce_time", text("when the fact was stored (UTC)"));
        fields.put("ce_dataschema", text("service and event with version, as in contracts/events"));
        fields.put("content-type", text("application/json"));
        List<String> required = List.copyOf(fields.keySet());
        fields.put("traceparent", text("W3C trace context of the request that stored the fact"));
        fields.put("replay-consumer", text("in a replayed dead letter: the only consumer that it is for"));
        fields.put("replay-of", text("in a replayed dead letter: id of the letter"));
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("required", required);
        schema.put("properties", fields);
        return schema;
    }

    private static Map<String, Object> text(String description) {
        return ordered("type", "string", "description", description);
    }

    /** Unlike {@link Map#of} the same in every run. */
    private static Map<String, Object> ordered(String... namesAndValues) {
        Map<String, Object> ordered = new LinkedHashMap<>();
        for (int name = 0; name < namesAndValues.length; name += 2) {
            ordered.put(namesAndValues[name], namesAndValues[name + 1]);
        }
        return ordered;
    }

    private static Map<String, Object> reference(String target) {
        return Map.of("$ref", target);
    }

    private static Map<String, Object> mapped(SequencedMap<String, Channel> channels,
            BiFunction<String, Channel, Object> mapping) {
        Map<String, Object> mapped = new LinkedHashMap<>();
        channels.forEach((name, channel) -> mapped.put(name, mapping.apply(name, channel)));
        return mapped;
    }
}
