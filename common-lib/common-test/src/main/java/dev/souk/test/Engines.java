package dev.souk.test;

/**
 * The engines that tests use: real ones, each started when it is first asked for and shared by all modules of a build.
 *
 * <p>They are local processes, or containers where a Docker engine answers. The system property {@code souk.engines} with
 * the value {@code local} or {@code docker} overrules that.
 */
public final class Engines {

    private Engines() {
    }

    public static PostgresServer postgres() {
        return Chosen.SOURCE.postgres();
    }

    public static RedisServer redis() {
        return Chosen.SOURCE.redis();
    }

    public static KafkaServer kafka() {
        return Chosen.SOURCE.kafka();
    }

    public static ElasticsearchServer elasticsearch() {
        return Chosen.SOURCE.elasticsearch();
    }

    public static NacosServer nacos() {
        return Chosen.SOURCE.nacos();
    }

    public static S3Server s3() {
        return Chosen.SOURCE.s3();
    }

    public static MailServer mail() {
        return Chosen.SOURCE.mail();
    }

    /** Chosen when the first engine is asked for: looking for Docker takes a moment. */
    private static final class Chosen {

        static final EngineSource SOURCE = EngineSource.choose(System.getProperty("souk.engines", ""));
    }
}
