package dev.souk.local.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.engines.ProjectRoot;
import dev.souk.local.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeliveryTests {

    private static final Pattern SUBSCRIPTION = Pattern.compile(
            "Subscription\\.to\\(\"(?<topic>[^\"]+)\", (\"(?<consumer>[^\"]+)\"|CONSUMER)\\)(?<handlers>.*?)\\.build\\(\\)",
            Pattern.DOTALL);
    private static final Pattern CONSUMER = Pattern.compile(" CONSUMER = \"(?<name>[^\"]+)\"");
    private static final Pattern TYPE = Pattern.compile("\\.on\\(\"([^\"]+)\"");

    private final Path root = ProjectRoot.above(Path.of("")).directory();

    @Test
    void everySubscriptionInTheCodeIsLookedAt() {
        List<String> subscriptions = Arrays.stream(Service.values()).flatMap(this::subscriptions).toList();

        assertThat(Delivery.ALL)
                .extracting(delivery -> "%s of %s hears of %s %s".formatted(delivery.consumer(),
                        delivery.listener().id(), delivery.topic(), new TreeSet<>(delivery.types())))
                .containsExactlyInAnyOrderElementsOf(subscriptions);
    }

    private Stream<String> subscriptions(Service service) {
        return sources(root.resolve(service.id()).resolve("src/main/java"))
                .flatMap(source -> SUBSCRIPTION.matcher(source).results()
                        .map(found -> "%s of %s hears of %s %s".formatted(consumer(found, source), service.id(),
                                found.group("topic"), types(found))));
    }

    private static String consumer(MatchResult subscription, String source) {
        String literal = subscription.group("consumer");
        return literal == null
                ? CONSUMER.matcher(source).results().findFirst().orElseThrow().group("name")
                : literal;
    }

    private static Set<String> types(MatchResult subscription) {
        return TYPE.matcher(subscription.group("handlers")).results().map(type -> type.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> sources(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".java")).map(DeliveryTests::read).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
