package dev.souk.test;

/**
 * A Kafka broker that creates topics when they are first used.
 *
 * @param bootstrapServers of the form {@code host:port}
 */
public record KafkaServer(String bootstrapServers) {}
