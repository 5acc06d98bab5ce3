package dev.souk.engines;

import java.util.Map;
import java.util.Properties;

/**
 * Where the engines listen, all on the loopback address.
 *
 * @param nacos HTTP; Nacos takes {@code nacos + 1000} and {@code nacos + 1001} (gRPC) and {@code nacos - 1000} (Raft) too
 * @param mailApi the REST interface of the mail sink
 */
public record Ports(
        int postgres,
        int redis,
        int kafka,
        int kafkaController,
        int elasticsearch,
        int elasticsearchTransport,
        int nacos,
        int nacosConsole,
        int s3,
        int smtp,
        int mailApi) {

    /** The ports of {@code ./souk up}: ten thousand above the usual ones, to leave those to what already runs. */
    public static Ports defaults() {
        return new Ports(15432, 16379, 19092, 19093, 19200, 19300, 18848, 18850, 19000, 11025, 18025);
    }

    /** Ports that nobody listens on now, and that no other process of Souk is given while this one lives. */
    public static Ports free() {
        return new Ports(
                FreePorts.next(),
                FreePorts.next(),
                FreePorts.next(),
                FreePorts.next(),
                FreePorts.next(),
                FreePorts.next(),
                FreePorts.nextWithNeighbours(-1000, 1000, 1001),
                FreePorts.next(),
                FreePorts.next(),
                FreePorts.next(),
                FreePorts.next());
    }

    /** Reads what {@link #toProperties()} has written. */
    public static Ports from(Properties properties) {
        return new Ports(port(properties, "postgres"), port(properties, "redis"), port(properties, "kafka"),
                port(properties, "kafkaController"), port(properties, "elasticsearch"),
                port(properties, "elasticsearchTransport"), port(properties, "nacos"), port(properties, "nacosConsole"),
                port(properties, "s3"), port(properties, "smtp"), port(properties, "mailApi"));
    }

    /** By the names of the components. */
    public Properties toProperties() {
        Properties properties = new Properties();
        Map.of("postgres", postgres, "redis", redis, "kafka", kafka, "kafkaController", kafkaController,
                "elasticsearch",
                elasticsearch, "elasticsearchTransport", elasticsearchTransport, "s3", s3, "smtp", smtp, "mailApi",
                mailApi)
                .forEach((name, port) -> properties.setProperty(name, port.toString()));
        Map.of("nacos", nacos, "nacosConsole", nacosConsole)
                .forEach((name, port) -> properties.setProperty(name, port.toString()));
        return properties;
    }

    private static int port(Properties properties, String name) {
        return Integer.parseInt(properties.getProperty(name, "0"));
    }
}
