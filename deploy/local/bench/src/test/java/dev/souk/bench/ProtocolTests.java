package dev.souk.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProtocolTests {

    @Test
    void anHttpAnswerEndsWithItsLength() throws IOException {
        InputStream wire = wire(
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 404 \r\ncontent-length:0\r\n\r\n");

        assertThat(Protocol.HTTP.read(wire)).isEqualTo(new Answer("200", Bytes.of("ok"), false));
        assertThat(Protocol.HTTP.read(wire)).isEqualTo(new Answer("404", Bytes.NONE, false));
        assertThat(wire.read()).isEqualTo(-1);
    }

    @Test
    void anHttpAnswerEndsWithItsLastChunk() throws IOException {
        InputStream wire = wire(
                "HTTP/1.1 200 \r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n3\r\none\r\nA;x=y\r\n, then two\r\n0\r\n\r\n");

        assertThat(Protocol.HTTP.read(wire)).isEqualTo(new Answer("200", Bytes.of("one, then two"), true));
        assertThat(wire.read()).isEqualTo(-1);
    }

    @Test
    void anAnswerOfRedisIsAValueOrAnErrorOrMissing() throws IOException {
        InputStream wire = wire("$4\r\na\r\nb\r\n+OK\r\n$-1\r\n-NOAUTH Authentication required.\r\n");

        assertThat(Protocol.REDIS.read(wire)).isEqualTo(new Answer(Answer.GOOD, Bytes.of("a\r\nb"), false));
        assertThat(Protocol.REDIS.read(wire).isGood()).isTrue();
        assertThat(Protocol.REDIS.read(wire).isGood()).isFalse();
        assertThat(Protocol.REDIS.read(wire).status()).startsWith("NOAUTH");
    }

    @Test
    void halfAnAnswerIsNone() {
        assertThatThrownBy(() -> Protocol.HTTP.read(wire("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nok")))
                .isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> Protocol.REDIS.read(wire("$5\r\nval"))).isInstanceOf(EOFException.class);
    }

    @Test
    void lengthsAreCountedInBytes() {
        assertThat(Protocol.command("GET", Bytes.of("käse"))).hasToString("*2\r\n$3\r\nGET\r\n$5\r\nkäse\r\n");
        assertThat(Protocol.post("/_search", "text/plain", Bytes.of("ü"))).asString()
                .contains("Content-Length: 2\r\n").endsWith("\r\n\r\nü");
    }

    private static InputStream wire(String bytes) {
        return new ByteArrayInputStream(bytes.getBytes(StandardCharsets.UTF_8));
    }
}
