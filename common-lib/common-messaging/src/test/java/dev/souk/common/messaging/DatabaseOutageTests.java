package dev.souk.common.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;

import dev.souk.engines.Engine;
import dev.souk.test.Engines;
import dev.souk.test.FaultyLink;
import dev.souk.test.PostgresServer;
import dev.souk.test.SoukEngines;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** Reaches its database through a link that can be cut. */
@SpringBootTest(properties = {"spring.datasource.hikari.connection-timeout=250",
        "souk.messaging.listener.first-pause=1ms", "souk.messaging.listener.max-pause=5ms"})
@SoukEngines(Engine.KAFKA)
@ExtendWith(OutputCaptureExtension.class)
class DatabaseOutageTests {

    private static final PostgresServer.Database DATABASE = Engines.postgres().newDatabase("outage");
    private static final URI ADDRESS = URI.create(DATABASE.jdbcUrl().substring("jdbc:".length()));
    private static final FaultyLink LINK = new FaultyLink(ADDRESS);

    @DynamicPropertySource
    static void throughTheLink(DynamicPropertyRegistry registry) {
        registry.add("SOUK_DB_URL", () -> "jdbc:postgresql://localhost:" + LINK.port() + ADDRESS.getPath());
        registry.add("SOUK_DB_USER", DATABASE::user);
        registry.add("SOUK_DB_PASSWORD", DATABASE::password);
    }

    @AfterAll
    static void closeLink() throws IOException {
        LINK.close();
    }

    @Autowired
    TestMessages messages;

    @Autowired
    Outbox outbox;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    Effects effects;

    @Autowired
    TopicReader reader;

    @Test
    void messagesWaitForTheDatabaseAndNoneBecomesADeadLetter(CapturedOutput output) {
        messages.send("letters", "key", "Written", "before");
        awaitEffects("before");

        LINK.cut();
        messages.send("letters", "key", "Written", "meanwhile");
        await().atMost(Duration.ofMinutes(1)).until(() -> output.getOut().contains("again, attempt 7"));
        assertThatThrownBy(this::announce).as("a fact cannot be stored now").isInstanceOf(RuntimeException.class);
        LINK.mend();
        messages.send("letters", "key", "Written", "after");

        awaitEffects("before", "meanwhile", "after");
        announce();
        await().untilAsserted(() -> assertThat(reader.all("answers")).hasSize(1));
        assertThat(reader.deadLetters("letters")).isEmpty();
    }

    private void announce() {
        transactions.executeWithoutResult(status -> outbox
                .append(new OutgoingMessage("answers", "key", "Answered", "tests/Answered.v1", "yes")));
    }

    private void awaitEffects(String... texts) {
        // the pool itself needs a moment to find out that the link is back
        await().ignoreExceptions().untilAsserted(() -> assertThat(effects.of("outage")).containsExactly(texts));
    }

    @TestConfiguration
    static class Subscriptions {

        @Bean
        Subscription letters(Effects effects) {
            return Subscription.to("letters", "outage")
                    .on("Written", String.class, text -> effects.add("outage", text))
                    .build();
        }
    }
}
