package dev.souk.test;

import dev.souk.engines.Engine;
import java.util.Map;

/** The settings by which the platform's services find an engine. */
final class EngineEnvironment {

    private EngineEnvironment() {
    }

    /** Starts the engine unless it runs; a call for PostgreSQL or Redis makes a new database, one for Kafka a new topic prefix. */
    static Map<String, String> of(Engine engine) {
        return switch (engine) {
            case POSTGRES -> of(Engines.postgres().newDatabase("test"));
            case REDIS -> of(Engines.redis());
            case KAFKA -> Map.of("SOUK_KAFKA_BOOTSTRAP", Engines.kafka().bootstrapServers(), "SOUK_TOPIC_PREFIX",
                    TestNames.unique("test") + ".");
            case ELASTICSEARCH -> Map.of("SOUK_ELASTICSEARCH_URL", Engines.elasticsearch().url());
            case NACOS -> of(Engines.nacos());
            case S3 -> of(Engines.s3());
            case MAIL -> of(Engines.mail());
        };
    }

    private static Map<String, String> of(PostgresServer.Database database) {
        return Map.of("SOUK_DB_URL", database.jdbcUrl(), "SOUK_DB_USER", database.user(), "SOUK_DB_PASSWORD",
                database.password());
    }

    private static Map<String, String> of(RedisServer redis) {
        return Map.of("SOUK_REDIS_ADDRESS", redis.address(), "SOUK_REDIS_PASSWORD", redis.password(),
                "souk.redis.database", Integer.toString(redis.newDatabase()));
    }

    private static Map<String, String> of(NacosServer nacos) {
        return Map.of("SOUK_NACOS_ADDR", nacos.address(), "SOUK_NACOS_USER", nacos.user(), "SOUK_NACOS_PASSWORD",
                nacos.password());
    }

    private static Map<String, String> of(S3Server s3) {
        return Map.of("SOUK_S3_ENDPOINT", s3.endpoint(), "SOUK_S3_ACCESS_KEY", s3.accessKey(), "SOUK_S3_SECRET_KEY",
                s3.secretKey());
    }

    private static Map<String, String> of(MailServer mail) {
        return Map.of("SOUK_SMTP_HOST", mail.host(), "SOUK_SMTP_PORT", Integer.toString(mail.smtpPort()),
                "SOUK_MAIL_API",
                mail.api());
    }
}
