package dev.souk.jobs.executor;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import com.xxl.job.core.executor.impl.XxlJobSpringExecutor;

@Configuration(proxyBeanMethods = false)
class ExecutorConfiguration {

    /** Listens and registers once all beans are there; while the admin is away it keeps trying, and serves all the same. */
    @Bean
    XxlJobSpringExecutor executor(ExecutorProperties properties) {
        XxlJobSpringExecutor executor = new XxlJobSpringExecutor();
        executor.setAdminAddresses(properties.admin());
        executor.setAccessToken(properties.token());
        executor.setAppname(properties.name());
        executor.setIp(properties.advertisedHost());
        executor.setPort(properties.port());
        executor.setLogPath(properties.logPath().toString());
        executor.setLogRetentionDays(properties.logRetentionDays());
        return executor;
    }
}
