package dev.souk.jobs.executor;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.stereotype.Component;
import org.springframework.util.ReflectionUtils;

import com.xxl.job.core.executor.XxlJobExecutor;
import com.xxl.job.core.handler.annotation.XxlJob;
import com.xxl.job.core.log.XxlJobFileAppender;
import com.xxl.job.core.openapi.impl.ExecutorBizImpl;
import com.xxl.job.core.openapi.model.IdleBeatRequest;
import com.xxl.job.core.openapi.model.TriggerRequest;
import com.xxl.job.core.thread.ExecutorRegistryThread;
import com.xxl.job.core.thread.JobLogFileCleanThread;
import com.xxl.job.core.thread.TriggerCallbackThread;
import com.xxl.tool.response.Response;

/**
 * XXL-JOB's executor behind {@link ExecutorServer}: queues and threads of jobs, their logs, the registration at the admin and
 * the reports to it are the library's. It starts after and stops before everything that jobs need; while the admin is away it
 * keeps trying to register, and serves all the same.
 *
 * <p>The library keeps all this in static fields and cannot start twice in one JVM.
 */
@Component
final class JobExecutor extends XxlJobExecutor implements SmartLifecycle {

    private static final int ADMIN_TIMEOUT_SECONDS = 3;

    private final ExecutorProperties properties;
    private final ListableBeanFactory beans;
    private final Jobs jobs = new Jobs();
    private @Nullable ExecutorServer server;

    JobExecutor(ExecutorProperties properties, ListableBeanFactory beans) {
        this.properties = properties;
        this.beans = beans;
    }

    @Override
    public void start() {
        ExecutorServer opened = new ExecutorServer(new InetSocketAddress(properties.bindAddress(), properties.port()),
                properties.token(), jobs);
        registerJobs();
        prepareLogs();
        knowAdmin();
        JobLogFileCleanThread.getInstance().start(properties.logRetentionDays());
        TriggerCallbackThread.getInstance().start();
        opened.start();
        server = opened;
        ExecutorRegistryThread.getInstance().start(properties.name(),
                "http://%s:%d/".formatted(properties.advertisedHost(), opened.address().getPort()));
    }

    /** Jobs that are running have five seconds to end; then they are interrupted, and the admin is told. */
    @Override
    public void stop() {
        ExecutorRegistryThread.getInstance().toStop();
        requireNonNull(server).close();
        server = null;
        jobs.endIdle();
        destroy();
    }

    @Override
    public boolean isRunning() {
        return server != null;
    }

    private void registerJobs() {
        for (String name : beans.getBeanDefinitionNames()) {
            Class<?> type = beans.getType(name, false);
            if (type != null) {
                MethodIntrospector
                        .selectMethods(type, (Method method) -> AnnotationUtils.findAnnotation(method, XxlJob.class))
                        .forEach((method, job) -> registryJobHandler(job, beans.getBean(name), method));
            }
        }
    }

    private void prepareLogs() {
        try {
            XxlJobFileAppender.initLogPath(properties.logPath().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The logs of jobs cannot be kept in %s: set SOUK_XXL_LOG_PATH to a directory "
                            .formatted(properties.logPath()) + "that this service may write to",
                    e);
        }
    }

    /** The one step that the library offers only together with the start of its own server. */
    private void knowAdmin() {
        Method know = requireNonNull(ReflectionUtils.findMethod(XxlJobExecutor.class, "initAdminBizList", String.class,
                String.class, int.class));
        ReflectionUtils.makeAccessible(know);
        ReflectionUtils.invokeMethod(know, this, properties.admin(), properties.token(), ADMIN_TIMEOUT_SECONDS);
    }

    /** Every job that ever ran keeps a thread, for which the library would wait at the stop, idle or not. */
    private static final class Jobs extends ExecutorBizImpl {

        private final Set<Integer> triggered = ConcurrentHashMap.newKeySet();

        @Override
        public Response<String> run(TriggerRequest trigger) {
            triggered.add(trigger.getJobId());
            return super.run(trigger);
        }

        void endIdle() {
            for (int job : triggered) {
                if (idleBeat(new IdleBeatRequest(job)).isSuccess()) {
                    removeJobThread(job, "The service stops");
                }
            }
        }
    }
}
