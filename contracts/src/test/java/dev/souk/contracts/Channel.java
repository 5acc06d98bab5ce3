package dev.souk.contracts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SequencedMap;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * A topic as {@code events/channels.json} describes it.
 *
 * @param key what the key of a message is; messages of one key keep their order
 * @param sender the only service that sends to it
 * @param events with their versions
 * @param consumers what each service reads of it, without versions
 */
record Channel(String key, String sender, List<String> events, SequencedMap<String, List<String>> consumers) {

    static SequencedMap<String, Channel> all() throws IOException {
        return JsonMapper.shared().readValue(Files.readString(Path.of("events", "channels.json")),
                new TypeReference<SequencedMap<String, Channel>>() {
                });
    }

    /** {@code OrderCreated} of {@code OrderCreated.v1}. */
    static String nameOf(String event) {
        return event.substring(0, event.lastIndexOf(".v"));
    }

    EventContract contract(String event) {
        return EventContract.of(sender, nameOf(event), Integer.parseInt(event.substring(event.lastIndexOf(".v") + 2)));
    }

    /** As in the name of its files. */
    List<String> contracts() {
        return events.stream().map(event -> sender + "/" + event).toList();
    }
}
