package dev.souk.common.web.scheduling;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.task.ThreadPoolTaskSchedulerBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * Several threads for what a service does again and again: a long clean-up must not keep a payment from being taken up again.
 * With virtual threads Boot would give all jobs of a fixed delay one thread together.
 */
@AutoConfiguration(before = TaskSchedulingAutoConfiguration.class)
@EnableConfigurationProperties(TaskSchedulingProperties.class)
class SchedulingAutoConfiguration {

    /** With Boot's settings of {@code spring.task.scheduling}; see service-defaults.yml for ours. */
    @Bean
    @ConditionalOnMissingBean(TaskScheduler.class)
    ThreadPoolTaskScheduler taskScheduler(TaskSchedulingProperties settings) {
        return new ThreadPoolTaskSchedulerBuilder().poolSize(settings.getPool().getSize())
                .threadNamePrefix(settings.getThreadNamePrefix())
                .awaitTermination(settings.getShutdown().isAwaitTermination())
                .awaitTerminationPeriod(settings.getShutdown().getAwaitTerminationPeriod()).build();
    }
}
