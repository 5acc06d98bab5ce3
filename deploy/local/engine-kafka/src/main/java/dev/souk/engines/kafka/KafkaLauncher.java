package dev.souk.engines.kafka;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/** Formats the storage when it is new, then runs broker and controller: one JVM where Kafka's scripts take two. */
final class KafkaLauncher {

    private KafkaLauncher() {
    }

    /** Arguments: the configuration file, the directory that it names in {@code log.dirs}, and more for Kafka if wanted. */
    public static void main(String[] args) {
        Path configuration = Path.of(args[0]);
        Path storage = Path.of(args[1]);
        if (Files.notExists(storage.resolve("meta.properties"))) {
            format(configuration);
        }
        Kafka.main(Stream.concat(Stream.of(args[0]), Stream.of(args).skip(2)).toArray(String[]::new));
    }

    private static void format(Path configuration) {
        String[] arguments = {"format", "--config", configuration.toString(), "--cluster-id",
                Uuid.randomUuid().toString(), "--ignore-formatted"};
        int status = StorageTool.execute(arguments, System.out);
        if (status != 0) {
            System.exit(status);
        }
    }
}
