package dev.souk.common.web.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

class SchedulingAutoConfigurationTests {

    @Test
    void aJobThatTakesLongKeepsNoOtherFromRunning() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(SchedulingAutoConfiguration.class,
                        TaskSchedulingAutoConfiguration.class))
                .withPropertyValues("spring.threads.virtual.enabled=true", "spring.task.scheduling.pool.size=4")
                .withBean(TwoJobs.class)
                .run(context -> {
                    TwoJobs jobs = context.getBean(TwoJobs.class);
                    assertThat(jobs.otherRan.await(30, TimeUnit.SECONDS)).isTrue();
                    jobs.mayEnd.countDown();
                });
    }

    @EnableScheduling
    static class TwoJobs {

        final CountDownLatch longOneRuns = new CountDownLatch(1);
        final CountDownLatch otherRan = new CountDownLatch(1);
        final CountDownLatch mayEnd = new CountDownLatch(1);

        @Scheduled(fixedDelay = 10)
        void takesLong() throws InterruptedException {
            longOneRuns.countDown();
            mayEnd.await();
        }

        @Scheduled(fixedDelay = 10)
        void other() throws InterruptedException {
            if (longOneRuns.getCount() == 0) {
                otherRan.countDown();
            }
        }
    }
}
