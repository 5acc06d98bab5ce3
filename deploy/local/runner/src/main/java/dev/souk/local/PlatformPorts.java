package dev.souk.local;

import dev.souk.engines.Ports;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.SequencedMap;
import java.util.TreeSet;

/** Where everything listens, by name: the services by theirs, the engines as {@link #of(Ports)} names them. */
public record PlatformPorts(SequencedMap<String, Integer> byName) {

    static final String EXECUTOR = "job-executor";
    static final String TRIGGER = "job-trigger";

    private static final int DEFAULT_EXECUTOR = 9907;
    private static final int DEFAULT_TRIGGER = 18907;

    public PlatformPorts {
        byName = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(byName));
    }

    /** The ports of architecture section 4. */
    public static PlatformPorts defaults() {
        SequencedMap<String, Integer> ports = new LinkedHashMap<>();
        for (Service service : Service.values()) {
            ports.put(service.id(), service.defaultPort());
        }
        ports.put(EXECUTOR, DEFAULT_EXECUTOR);
        ports.put(TRIGGER, DEFAULT_TRIGGER);
        ports.putAll(of(Ports.defaults()));
        return new PlatformPorts(ports);
    }

    /** Ports that nobody listens on now. */
    public static PlatformPorts free() {
        FreeServicePorts free = new FreeServicePorts();
        SequencedMap<String, Integer> ports = new LinkedHashMap<>();
        for (Service service : Service.values()) {
            ports.put(service.id(), free.nextWithManagement());
        }
        ports.put(EXECUTOR, free.next());
        ports.put(TRIGGER, free.next());
        ports.putAll(of(Ports.free()));
        return new PlatformPorts(ports);
    }

    static PlatformPorts from(Properties properties) {
        Map<String, Integer> ports = new LinkedHashMap<>();
        properties.stringPropertyNames().forEach(name -> ports.put(name, number(name, properties.getProperty(name))));
        return defaults().with(ports);
    }

    /** @throws UserError when there is no such name or a number is not that of a port */
    PlatformPorts with(Map<String, Integer> overrides) {
        SequencedMap<String, Integer> ports = new LinkedHashMap<>(byName);
        overrides.forEach((name, port) -> {
            if (!ports.containsKey(name)) {
                throw new UserError("There is no port named %s. Names: %s"
                        .formatted(name, String.join(", ", new TreeSet<>(ports.keySet()))));
            }
            ports.put(name, inRange(name, port));
        });
        return new PlatformPorts(ports);
    }

    public int edge() {
        return of(Service.GATEWAY);
    }

    public int of(Service service) {
        return named(service.id());
    }

    int executor() {
        return named(EXECUTOR);
    }

    int trigger() {
        return named(TRIGGER);
    }

    public Ports engines() {
        return new Ports(
                named("postgres"),
                named("redis"),
                named("kafka"),
                named("kafka-controller"),
                named("elasticsearch"),
                named("elasticsearch-transport"),
                named("nacos"),
                named("nacos-console"),
                named("s3"),
                named("smtp"),
                named("mail-api"));
    }

    Properties toProperties() {
        Properties properties = new Properties();
        byName.forEach((name, port) -> properties.setProperty(name, port.toString()));
        return properties;
    }

    private int named(String name) {
        Integer port = byName.get(name);
        if (port == null) {
            throw new IllegalStateException("no port for " + name);
        }
        return port;
    }

    private static SequencedMap<String, Integer> of(Ports engines) {
        SequencedMap<String, Integer> ports = new LinkedHashMap<>();
        ports.put("postgres", engines.postgres());
        ports.put("redis", engines.redis());
        ports.put("kafka", engines.kafka());
        ports.put("kafka-controller", engines.kafkaController());
        ports.put("elasticsearch", engines.elasticsearch());
        ports.put("elasticsearch-transport", engines.elasticsearchTransport());
        ports.put("nacos", engines.nacos());
        ports.put("nacos-console", engines.nacosConsole());
        ports.put("s3", engines.s3());
        ports.put("smtp", engines.smtp());
        ports.put("mail-api", engines.mailApi());
        return ports;
    }

    static int number(String name, String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException _) {
            throw new UserError("The port of %s is not a number: %s".formatted(name, text));
        }
    }

    private static int inRange(String name, int port) {
        if (port < 1 || port > 65_535) {
            throw new UserError("The port of %s is not between 1 and 65535: %d".formatted(name, port));
        }
        return port;
    }
}
