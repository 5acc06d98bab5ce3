package dev.souk.user;

import dev.souk.common.web.test.DescribedStatus;
import dev.souk.engines.Engine;
import dev.souk.provider.IdentityProvider;
import dev.souk.test.SoukEngines;
import dev.souk.user.client.OrderServiceStub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.ServerSocket;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/**
 * The whole service on a real port with real engines, verifying the tokens that it signs itself; {@link Api} talks to it. All test classes
 * share one.
 */
@SpringBootTest(webEnvironment = WebEnvironment.DEFINED_PORT)
@SoukEngines({Engine.POSTGRES, Engine.KAFKA, Engine.REDIS})
@ActiveProfiles("test")
@ContextConfiguration(initializers = RunningUserService.Initializer.class)
@Import({Api.class, DescribedStatus.class})
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface RunningUserService {

    /** The secret of {@code job-scheduler} for its service tokens. */
    String JOB_SCHEDULER_SECRET = "Rk7pQ2xW9vN4mZ8c";

    /** The secret of {@code notification-service} for its service tokens. */
    String NOTIFICATION_SERVICE_SECRET = "Vb3nX8qL1wZ6tY4k";

    final class Initializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            int port = freePort();
            int provider = freePort();
            IdentityProvider.start(provider, "http://127.0.0.1:" + port + "/api/v1/auth/oidc/acme/callback");
            TestPropertyValues.of(
                    "server.port=" + port,
                    "management.server.port=0",
                    "SOUK_JWKS_URI=http://127.0.0.1:" + port + "/.well-known/jwks.json",
                    "SOUK_KEY_ENCRYPTION_SECRET=Zk3vQ8rT1mX6bN9cW2yL5hJ7gF4dS0aP",
                    "SOUK_SERVICE_SECRETS=job-scheduler=" + JOB_SCHEDULER_SECRET
                            + ",notification-service=" + NOTIFICATION_SERVICE_SECRET,
                    // the first answer of an engine that has just started may take its time
                    "spring.cloud.discovery.client.simple.instances.order-service[0].uri="
                            + OrderServiceStub.address(),
                    "souk.oidc.public-url=http://127.0.0.1:" + port,
                    "souk.oidc.providers.acme.issuer=http://127.0.0.1:" + provider,
                    "souk.oidc.providers.acme.client-id=" + IdentityProvider.CLIENT,
                    "souk.oidc.providers.acme.client-secret=" + IdentityProvider.SECRET,
                    "souk.throttle.patience=10s",
                    "souk.login-throttle.longest-pause=10ms",
                    "souk.tokens.key-lead=1s",
                    "souk.tokens.key-reload=200ms",
                    "souk.tokens.key-cache=500ms",
                    "souk.registration.trusted-domains=test",
                    "souk.mail-throttle.per-client=1000",
                    "souk.passwords.memory-kib=1024",
                    "souk.passwords.iterations=1").applyTo(context);
        }

        private static int freePort() {
            try (ServerSocket socket = new ServerSocket(0)) {
                return socket.getLocalPort();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
