package dev.souk.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The channels are what the services' sources say, and the document is what the channels say. */
class AsyncApiTests {

    private static final Path DOCUMENT = Path.of("asyncapi.yaml");
    private static final Pattern SUBSCRIPTION = Pattern.compile("Subscription\\.to\\(\"([^\"]+)\"");

    private final Map<String, Channel> channels = channels();

    @Test
    void theDocumentSaysWhatTheContractsSay() throws IOException {
        new Generated(DOCUMENT).is(AsyncApi.document(Channel.all()));
    }

    @Test
    void everyReferenceInTheDocumentLeadsSomewhere() throws IOException {
        JsonNode document = YAMLMapper.builder().build().readTree(Files.readString(DOCUMENT));

        assertThat(document.findValuesAsString("$ref")).isNotEmpty()
                .allSatisfy(
                        target -> assertThat(document.at(target.substring(1)).isMissingNode()).as(target).isFalse());
    }

    @Test
    void everyContractIsInOneChannel() throws IOException {
        assertThat(channels.values().stream().map(Channel::contracts).flatMap(Collection::stream).toList())
                .containsExactlyInAnyOrderElementsOf(EventContractTests.contracts());
    }

    @Test
    void everyConsumerReadsWhatItsSourcesRead() throws IOException {
        Map<String, Map<String, TreeSet<String>>> read = new TreeMap<>();
        for (String service : services()) {
            String sources = sources(service, "main", "/messaging/");
            SUBSCRIPTION.matcher(sources).results().map(match -> match.group(1)).forEach(topic -> read
                    .computeIfAbsent(topic, _ -> new TreeMap<>())
                    .put(service, mentioned(sources,
                            Objects.requireNonNull(channels.get(topic), topic + " is missing in channels.json"))));
        }

        Map<String, Map<String, TreeSet<String>>> described = new TreeMap<>();
        channels.forEach((topic, channel) -> channel.consumers().forEach((service, events) -> described
                .computeIfAbsent(topic, _ -> new TreeMap<>()).put(service, new TreeSet<>(events))));
        assertThat(described).as("events/channels.json").isEqualTo(read);
    }

    @Test
    void everySenderNamesItsTopic() throws IOException {
        for (Map.Entry<String, Channel> channel : channels.entrySet()) {
            assertThat(sources(channel.getValue().sender(), "main", "/messaging/")).as(channel.getKey())
                    .contains("\"" + channel.getKey() + "\"");
        }
    }

    @Test
    void everyConsumerTriesItsRecordsOnTheSamples() throws IOException {
        for (Channel channel : channels.values()) {
            for (Map.Entry<String, ?> consumer : channel.consumers().entrySet()) {
                String tests = sources(consumer.getKey(), "test", "/messaging/");
                assertThat(tests).as(consumer.getKey()).contains("EventContract.of(");
                assertThat(channel.consumers().get(consumer.getKey())).allSatisfy(event -> assertThat(tests)
                        .as("tests of %s in %s", event, consumer.getKey())
                        .containsPattern("\"" + event + "\"|\\b" + event + "\\.class"));
            }
        }
    }

    private static TreeSet<String> mentioned(String sources, Channel channel) {
        return channel.events().stream().map(Channel::nameOf)
                .filter(event -> Pattern.compile("\"" + event + "\"|\\b" + event + "\\.class").matcher(sources).find())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Collection<String> services() throws IOException {
        try (Stream<Path> directories = Files.list(Path.of(".."))) {
            return directories.filter(directory -> Files.isDirectory(directory.resolve("src/main/java")))
                    .map(directory -> directory.getFileName().toString()).filter(name -> name.endsWith("-service"))
                    .toList();
        }
    }

    private static String sources(String service, String kind, String within) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("..", service, "src", kind, "java"))) {
            StringBuilder sources = new StringBuilder();
            for (Path file : files.filter(file -> file.toString().replace('\\', '/').contains(within))
                    .filter(file -> file.toString().endsWith(".java")).sorted().toList()) {
                sources.append(Files.readString(file));
            }
            return sources.toString();
        }
    }

    private static Map<String, Channel> channels() {
        try {
            return Channel.all();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
