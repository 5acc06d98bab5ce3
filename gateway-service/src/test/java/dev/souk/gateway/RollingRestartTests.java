package dev.souk.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import com.alibaba.nacos.api.NacosFactory;
import com.alibaba.nacos.api.PropertyKeyConst;
import com.alibaba.nacos.api.exception.NacosException;
import com.alibaba.nacos.api.naming.NamingService;
import dev.souk.test.Engines;
import dev.souk.test.NacosServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** Two instances of a service, found by the edge in a real Nacos, are restarted one after the other while it is asked. */
class RollingRestartTests extends EdgeWithNacos {

    private static final String SERVICE_NAME = "rolling-service";
    private static final int CLIENTS = 4;
    private static final Duration WORK = Duration.ofMillis(5);
    /** The edge asks instances in turn: one that was left out so often is no longer known to it. */
    private static final int LEFT_OUT = 50;

    private final AtomicInteger asked = new AtomicInteger();
    private final Map<String, Integer> answers = new ConcurrentHashMap<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();

    @Test
    void noReadFailsWhileAServiceIsRestartedInstanceByInstance() throws NacosException {
        nacos.publish(SETTINGS, settings(""));
        nacos.publish(ROUTES, "routes: [{id: rolling, uri: 'lb://%s', predicates: ['Path=/api/v1/rolling']}]"
                .formatted(SERVICE_NAME));
        Instance first = new Instance("first");
        Instance second = new Instance("second");
        first.start();
        second.start();
        try {
            await().atMost(PATIENCE).until(() -> statusOf("/api/v1/rolling") == 200);
            for (int client = 0; client < CLIENTS; client++) {
                clients.execute(this::askUntilItIsOver);
            }
            awaitAnswersOf("first 1", "second 1");

            first.restart();
            awaitAnswersOf("first 2");
            second.restart();
            awaitAnswersOf("second 2");
        } finally {
            over.set(true);
            clients.close(); // waits for the last answers
            first.stop();
            second.stop();
        }

        assertThat(answers.keySet()).containsExactlyInAnyOrder("first 1", "second 1", "first 2", "second 2");
    }

    private void awaitAnswersOf(String... instances) {
        for (String instance : instances) {
            await().atMost(PATIENCE).until(() -> answers.containsKey(instance));
        }
    }

    private void askUntilItIsOver() {
        while (!over.get()) {
            answers.merge(answer(), 1, Integer::sum);
        }
    }

    private String answer() {
        try {
            Http.Answer answer = edge.get("/api/v1/rolling", "Authorization", TOKEN);
            return answer.status() == 200 ? answer.body() : "failed with " + answer.status();
        } catch (RuntimeException unanswered) {
            return "failed with " + unanswered;
        }
    }

    /** Says who it is and how often it was started. */
    private final class Instance {

        private final String name;
        private final NamingService nacos;
        private final AtomicInteger lastAsked = new AtomicInteger();
        private int starts;
        private @Nullable DisposableServer server;

        Instance(String name) throws NacosException {
            this.name = name;
            NacosServer at = Engines.nacos();
            Properties login = new Properties();
            login.put(PropertyKeyConst.SERVER_ADDR, at.address());
            login.put(PropertyKeyConst.USERNAME, at.user());
            login.put(PropertyKeyConst.PASSWORD, at.password());
            this.nacos = NacosFactory.createNamingService(login);
        }

        void start() throws NacosException {
            String said = name + " " + ++starts;
            DisposableServer started = HttpServer.create().host("127.0.0.1").port(0)
                    .handle((request, response) -> {
                        lastAsked.set(asked.incrementAndGet());
                        return response.sendString(Mono.just(said).delayElement(WORK));
                    }).bindNow();
            nacos.registerInstance(SERVICE_NAME, "127.0.0.1", started.port());
            server = started;
        }

        /** As a service stops: it leaves Nacos, serves those who have not heard of it, ends what it has begun. */
        void restart() throws NacosException {
            DisposableServer leaving = Objects.requireNonNull(server);
            nacos.deregisterInstance(SERVICE_NAME, "127.0.0.1", leaving.port());
            await().atMost(PATIENCE).until(() -> asked.get() - lastAsked.get() >= LEFT_OUT);
            leaving.disposeNow(Duration.ofSeconds(5));
            start();
        }

        void stop() throws NacosException {
            nacos.shutDown();
            if (server != null) {
                server.disposeNow();
            }
        }
    }
}
