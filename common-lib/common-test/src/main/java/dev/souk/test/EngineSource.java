package dev.souk.test;

/** Where the engines come from. Every method starts its engine unless it runs. */
interface EngineSource {

    PostgresServer postgres();

    RedisServer redis();

    KafkaServer kafka();

    ElasticsearchServer elasticsearch();

    NacosServer nacos();

    S3Server s3();

    MailServer mail();

    static EngineSource choose(String wish) {
        return switch (wish) {
            case "local" -> new LocalEngines();
            case "docker" -> new DockerEngines();
            case "" -> DockerEngines.areAvailable() ? new DockerEngines() : new LocalEngines();
            default -> throw new IllegalArgumentException("souk.engines is neither local nor docker, but " + wish);
        };
    }
}
