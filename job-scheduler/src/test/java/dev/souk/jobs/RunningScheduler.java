package dev.souk.jobs;

import dev.souk.common.web.test.DescribedStatus;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.boot.webmvc.test.autoconfigure.MockMvcPrint;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import com.github.tomakehurst.wiremock.WireMockServer;

import dev.souk.common.web.test.WithTestTokens;
import dev.souk.engines.Engine;
import dev.souk.test.SoukEngines;

/**
 * The whole service on a real PostgreSQL and a real Kafka; started once for all tests that extend this, as XXL-JOB cannot be
 * started twice in a JVM.
 */
@SpringBootTest(properties = {"souk.messaging.listener.first-pause=1ms", "souk.messaging.listener.max-pause=5ms",
        "souk.dead-letters.passing-causes=dev.souk.jobs.Parcels$RobotAway", "souk.dead-letters.most-replays=2",
        "spring.cloud.openfeign.client.config.payment-service.read-timeout=2000"})
@AutoConfigureMockMvc(print = MockMvcPrint.NONE)
@WithTestTokens
@SoukEngines({Engine.POSTGRES, Engine.KAFKA})
@Import({Parcels.class, DescribedStatus.class})
public abstract class RunningScheduler {

    protected static final JobAdmin ADMIN = new JobAdmin();
    protected static final WireMockServer OTHERS = ADMIN.others();

    @DynamicPropertySource
    static void others(DynamicPropertyRegistry properties) {
        ADMIN.environment().forEach((name, value) -> properties.add(name, () -> value));
        ADMIN.services().forEach((name, value) -> properties.add(name, () -> value));
        properties.add("SOUK_XXL_LOG_PATH", () -> Path.of("target", "jobs").toAbsolutePath().toString());
    }

    @BeforeEach
    void reset() {
        ADMIN.reset();
    }
}
