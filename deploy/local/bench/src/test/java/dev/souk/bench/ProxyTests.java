package dev.souk.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The proxy and the service of the measurement, in this JVM. */
class ProxyTests {

    private final int behind = Stage.freePort();
    private final int proxy = Stage.freePort();

    @Test
    void theBareProxyPassesAllOn() {
        Thread.ofPlatform().daemon().start(() -> Upstream.main(new String[]{Integer.toString(behind), "{}"}));
        Thread.ofPlatform().daemon().start(
                () -> BareProxy.main(new String[]{Integer.toString(proxy), Integer.toString(behind)}));
        Load load = new Load(100, 4, Duration.ofSeconds(30));

        await().untilAsserted(() -> { // once both listen
            Load.Outcome outcome = load.on(proxy, List.of("a", "b"));
            assertThat(outcome.good()).isEqualTo(100);
            assertThat(outcome.others()).isEmpty();
        });
    }

    @Test
    void aPageIsLoadedOverOneHttp2Connection() {
        int server = Stage.freePort();
        Thread.ofPlatform().daemon().start(() -> Upstream.main(new String[]{Integer.toString(server), "{}"}));

        await().ignoreExceptions().untilAsserted(() -> { // once it listens
            PageLoad page = PageLoad.of("service", server, Duration.ofMillis(2), "token");
            assertThat(page.aloneMillis()).allSatisfy(one -> assertThat(one).isGreaterThanOrEqualTo(2));
            assertThat(page.pageMillis()).hasSameSizeAs(page.aloneMillis());
        });
    }

    @Test
    void whatIsNotAnsweredIsNotGood() {
        Load.Outcome outcome = new Load(10, 2, Duration.ofSeconds(30)).on(proxy, List.of("a"));

        assertThat(outcome.good()).isZero();
        assertThat(outcome.others().values().stream().mapToLong(Long::longValue).sum()).isEqualTo(10);
    }

    @Test
    void theAnswerIsOneKilobyte() {
        assertThat(Payload.json()).hasSize(1_024);
        assertThat(new String(Payload.json(), StandardCharsets.US_ASCII)).startsWith("{").endsWith("\"}");
    }
}
