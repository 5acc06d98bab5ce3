package dev.souk.jobs.executor;

import java.net.InetAddress;
import java.nio.file.Path;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param admin            addresses of the XXL-JOB admin, comma-separated
 * @param token            shared by the admin and its executors: whoever has it can run the jobs
 * @param name             of the executor group, as the admin lists it
 * @param bindAddress      where this executor listens, and nowhere else
 * @param advertisedHost   where the admin reaches this executor
 * @param port             of the executor, which is not the port of this service; 0 takes a free one
 * @param logPath          where the log of each run is kept, for the admin to show
 * @param logRetentionDays at least 3, or XXL-JOB keeps them for ever
 */
@ConfigurationProperties("souk.xxl-job")
record ExecutorProperties(String admin, String token, @DefaultValue("job-scheduler") String name,
        @DefaultValue("127.0.0.1") InetAddress bindAddress, @DefaultValue("127.0.0.1") String advertisedHost,
        @DefaultValue("9907") int port, Path logPath, @DefaultValue("7") int logRetentionDays) {

    ExecutorProperties {
        if (token.isBlank()) {
            throw new IllegalArgumentException("Set SOUK_XXL_TOKEN: without it anyone could run jobs here");
        }
    }
}
