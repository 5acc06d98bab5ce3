package dev.souk.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class BuyersTests {

    @Test
    void theLengthOfAnOrderIsThatOfItsBody() {
        String request = Buyers.order("token", "MUG-1").toString();
        String body = request.substring(request.indexOf("\r\n\r\n") + 4);

        assertThat(request).startsWith("POST /api/v1/orders HTTP/1.1\r\n").contains("Authorization: Bearer token\r\n",
                "Content-Length: " + body.length() + "\r\n");
        assertThat(body).startsWith("{").endsWith("}").contains("\"MUG-1\"");
    }

    @Test
    void noTwoOrdersAreTheSame() {
        assertThat(Buyers.order("token", "MUG-1")).isNotEqualTo(Buyers.order("token", "MUG-1"));
    }

    @Test
    void theIdOfAnOrderIsReadFromItsAnswer() {
        UUID id = UUID.randomUUID();

        assertThat(Buyers.id(Bytes.of("{\"id\":\"" + id + "\",\"status\":\"PENDING\"}"))).isEqualTo(id);
        assertThatThrownBy(() -> Buyers.id(Bytes.of("{}"))).hasMessageContaining("without an id");
    }
}
