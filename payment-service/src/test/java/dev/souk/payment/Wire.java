package dev.souk.payment;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.souk.common.money.Money;
import dev.souk.payment.client.SandboxProvider;
import dev.souk.payment.intent.PaymentId;
import dev.souk.payment.provider.PaymentProvider;
import dev.souk.payment.provider.ProviderAnswer;
import tools.jackson.databind.json.JsonMapper;

/**
 * The wire between the service and its provider, both ways. It passes everything on at once, unless a test takes hold of what
 * belongs to a payment.
 */
public final class Wire {

    public static final String SECRET = "a-secret-of-tests-only";

    private final ConfigurableApplicationContext context;
    private final Map<String, Tap> taps = new ConcurrentHashMap<>();
    private final Set<String> held = ConcurrentHashMap.newKeySet();
    private final Map<String, List<Webhook>> kept = new ConcurrentHashMap<>();
    private final Map<String, Integer> toRefuse = new ConcurrentHashMap<>();

    private Wire(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** What happens around a call to the provider: before it reaches it, and before the answer is back. */
    public interface Tap {

        ProviderAnswer around(String idempotencyKey, Supplier<ProviderAnswer> call);
    }

    /** A webhook as the sandbox sent it. */
    public record Webhook(String idempotencyKey, String type, String signature, byte[] body) {}

    public void tap(PaymentId payment, Tap tap) {
        taps.put(payment.toString(), tap);
    }

    /** From now on calls of this payment are made as if nobody was in between. */
    public void pass(PaymentId payment) {
        taps.remove(payment.toString());
    }

    /** From now on webhooks about this payment are kept, and the sandbox is told that they were taken. */
    public void hold(PaymentId payment) {
        held.add(payment.toString());
    }

    /** The sandbox is told that the next webhooks about this payment were not taken. */
    public void refuse(PaymentId payment, int times) {
        toRefuse.put(payment.toString(), times);
    }

    /** How many more are to be refused. */
    public int leftToRefuse(PaymentId payment) {
        return toRefuse.getOrDefault(payment.toString(), 0);
    }

    /** Webhooks that were held so far, in the order in which they came. */
    public List<Webhook> kept(PaymentId payment) {
        return List.copyOf(kept.getOrDefault(payment.toString(), List.of()));
    }

    /** The first such webhook, once it is there. */
    public Webhook awaitKept(PaymentId payment, Predicate<Webhook> which) {
        return await().pollInterval(Duration.ofMillis(10))
                .until(() -> kept(payment).stream().filter(which).findFirst(), Optional::isPresent).orElseThrow();
    }

    /** @return the status of the answer */
    public int deliver(Webhook webhook) {
        return context.getBean(MockMvcTester.class).post().uri("/api/v1/payments/webhooks/sandbox")
                .contentType(MediaType.APPLICATION_JSON).header("Sandbox-Signature", webhook.signature())
                .content(webhook.body()).exchange().getResponse().getStatus();
    }

    private int arrive(Webhook webhook, String payment) {
        if (toRefuse.merge(payment, -1, (left, one) -> Math.max(left + one, -1)) >= 0) {
            return 500;
        }
        if (held.contains(payment)) {
            kept.computeIfAbsent(payment, _ -> new CopyOnWriteArrayList<>()).add(webhook);
            return 200;
        }
        return deliver(webhook);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = exchange.getRequestBody().readAllBytes();
            var event = JsonMapper.shared().readTree(new String(body, StandardCharsets.UTF_8));
            var key = event.path("idempotencyKey").asString();
            var webhook = new Webhook(key, event.path("type").asString(),
                    exchange.getRequestHeaders().getFirst("Sandbox-Signature"), body);
            exchange.sendResponseHeaders(arrive(webhook, payment(key)), -1);
        }
    }

    private static String payment(String idempotencyKey) {
        return idempotencyKey.substring(0, idempotencyKey.indexOf(':'));
    }

    /** Tells the sandbox to send its webhooks here. */
    static final class Starter implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            var wire = new Wire(context);
            context.getBeanFactory().registerSingleton("wire", wire);
            try {
                var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
                server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
                server.createContext("/", wire::take);
                server.start();
                TestPropertyValues.of("souk.payments.sandbox.webhooks.url=http://127.0.0.1:"
                        + server.getAddress().getPort() + "/").applyTo(context);
            } catch (IOException cannotListen) {
                throw new UncheckedIOException(cannotListen);
            }
        }
    }

    /** Puts the wire before the adapter, and the service's clock into the tests' hands. */
    @TestConfiguration(proxyBeanMethods = false)
    static class Interceptor {

        @Bean
        @Primary
        PaymentProvider tapped(SandboxProvider sandbox, Wire wire) {
            return new Tapped(sandbox, wire);
        }

        @Bean
        MovableClock movableClock() {
            return new MovableClock();
        }

        @Bean
        @Primary
        Clock serviceClock(MovableClock movable) {
            return movable.withZone(ZoneOffset.UTC);
        }
    }

    private record Tapped(PaymentProvider behind, Wire wire) implements PaymentProvider {

        @Override
        public String provider() {
            return behind.provider();
        }

        @Override
        public ProviderAnswer authorise(String idempotencyKey, String token, Money amount) {
            return tapped(idempotencyKey, () -> behind.authorise(idempotencyKey, token, amount));
        }

        @Override
        public ProviderAnswer capture(String idempotencyKey, String authorisation, Money amount) {
            return tapped(idempotencyKey, () -> behind.capture(idempotencyKey, authorisation, amount));
        }

        @Override
        public ProviderAnswer voidAuthorisation(String idempotencyKey, String authorisation) {
            return tapped(idempotencyKey, () -> behind.voidAuthorisation(idempotencyKey, authorisation));
        }

        @Override
        public ProviderAnswer refund(String idempotencyKey, String authorisation, Money amount) {
            return tapped(idempotencyKey, () -> behind.refund(idempotencyKey, authorisation, amount));
        }

        private ProviderAnswer tapped(String key, Supplier<ProviderAnswer> call) {
            var tap = wire.taps.get(payment(key));
            return tap == null ? call.get() : tap.around(key, call);
        }
    }
}
