package dev.souk.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ClientsTests {

    private final AtomicLong now = new AtomicLong();
    private final Clients clients = new Clients(now::get);

    @Test
    void nobodyIsThereAtFirst() {
        pass(Duration.ofMinutes(3));

        assertThat(clients.absence()).isEqualTo(Duration.ofMinutes(3));
    }

    @Test
    void aClientIsThereAsLongAsItsProcessLives() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sleep", "300").start();
        clients.add(process.pid());
        pass(Duration.ofHours(1));
        assertThat(clients.absence()).isZero();

        process.destroyForcibly().waitFor();
        pass(Duration.ofMinutes(2));
        assertThat(clients.absence()).isEqualTo(Duration.ofMinutes(2));
    }

    private void pass(Duration duration) {
        now.addAndGet(duration.toNanos());
    }
}
