package dev.souk.common.web.startup;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.task.ThreadPoolTaskSchedulerBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * Several threads for what a service does again and again: a long clean-up must not keep a payment from being taken up again.
 * With virtual threads Boot would give all jobs of a fixed delay one thread together.
 */
@AutoConfiguration(before = TaskSchedulingAutoConfiguration.class)
class SchedulingAutoConfiguration {

    private static final int THREADS = 4;

    @Bean
    @ConditionalOnMissingBean(TaskScheduler.class)
    ThreadPoolTaskScheduler taskScheduler() {
        return new ThreadPoolTaskSchedulerBuilder().poolSize(THREADS).threadNamePrefix("scheduled-").build();
    }
}
