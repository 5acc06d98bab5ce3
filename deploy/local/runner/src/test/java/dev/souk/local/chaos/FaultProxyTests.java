package dev.souk.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.souk.local.chaos.FaultProxy.Condition;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** In front of a server that answers each byte with the same byte. */
class FaultProxyTests {

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final FaultProxy proxy = new FaultProxy(server.getLocalPort());

    FaultProxyTests() throws IOException {
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try {
                    Socket client = server.accept();
                    Thread.ofVirtual().start(() -> echo(client));
                } catch (IOException _) {
                    // closed
                }
            }
        });
    }

    private static void echo(Socket client) {
        try (client) {
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException _) {
            // gone
        }
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        server.close();
    }

    @Test
    void bytesComeThroughInBothDirections() throws IOException {
        try (Socket client = connect()) {
            assertThat(echoed(client, 7)).isEqualTo(7);
            assertThat(echoed(client, 8)).isEqualTo(8);
        }
    }

    @Test
    void whatIsSentIntoAStallComesThroughAfterwards() throws IOException {
        try (Socket client = connect()) {
            echoed(client, 1);
            proxy.set(Condition.STALLED);
            client.getOutputStream().write(2);
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);

            proxy.set(Condition.CLEAR);

            assertThat(client.getInputStream().read()).isEqualTo(2);
        }
    }

    @Test
    void aResetEndsOpenConnectionsAndThoseThatAreMadeWhileItLasts() throws IOException {
        try (Socket client = connect()) {
            echoed(client, 1);
            proxy.set(Condition.RESET);
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
            try (Socket another = connect()) {
                assertThatThrownBy(() -> another.getInputStream().read()).isInstanceOf(SocketException.class);
            }
        }
        proxy.set(Condition.CLEAR);
        try (Socket client = connect()) {
            assertThat(echoed(client, 3)).isEqualTo(3);
        }
    }

    @Test
    void aHalfOpenConnectionIsSilentAndIsResetByWhatIsSentAfterwards() throws IOException {
        try (Socket client = connect()) {
            echoed(client, 1);
            proxy.set(Condition.HALF_OPEN);
            client.getOutputStream().write(2);
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);

            proxy.set(Condition.CLEAR);

            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThatThrownBy(() -> {
                client.getOutputStream().write(3);
                client.getInputStream().read();
            }).isInstanceOf(SocketException.class));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CLEAR")
    void onlyAConnectionThatIsUsedOrOpenIsHurt(Condition condition) throws IOException {
        proxy.set(condition);
        assertThat(proxy.hurt()).isZero();
        proxy.set(Condition.CLEAR);
        try (Socket client = connect()) {
            echoed(client, 1);
            assertThat(proxy.hurt()).as("nothing is wrong").isZero();

            proxy.set(condition);
            try {
                client.getOutputStream().write(2);
            } catch (SocketException _) {
                // it is reset already
            }

            await().untilAsserted(() -> assertThat(proxy.hurt()).isEqualTo(1));
        }
    }

    private Socket connect() throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        client.setSoTimeout(300);
        return client;
    }

    private static int echoed(Socket client, int value) throws IOException {
        client.getOutputStream().write(value);
        client.setSoTimeout(5_000);
        try {
            return client.getInputStream().read();
        } finally {
            client.setSoTimeout(300);
        }
    }
}
