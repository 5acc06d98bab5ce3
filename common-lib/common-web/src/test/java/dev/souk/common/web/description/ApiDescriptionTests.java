package dev.souk.common.web.description;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.common.web.example.Calls;
import dev.souk.common.web.example.ExampleServiceTest;
import dev.souk.common.web.test.ApiDescription;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** The example service is described as badly as a service can be. */
@ExampleServiceTest
class ApiDescriptionTests {

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext service;

    @Test
    void whatIsMissingAndWhatIsWrongIsNamed() {
        assertThatThrownBy(() -> ApiDescription.assertComplete(service)).isInstanceOf(AssertionError.class)
                .hasMessageContaining("GET /public/bounded does not describe its parameter digit")
                .hasMessageContaining("POST /public/since, request has no example")
                .hasMessageContaining("GET /me, 200 has no example")
                .hasMessageContaining("POST /public/orders, request: the example's /lines/0/quantity")
                .hasMessageContaining("POST /public/orders, request: the example's /lines/0 colour")
                .hasMessageContaining("POST /public/orders, request: the example is refused")
                .hasMessageContaining("there is no schema NobodysRequest");
    }

    @Test
    void aStatusThatIsNotDescribedIsAnInternalError() {
        Calls calls = new Calls(port);

        assertThat(calls.post("/public/begun", "").status()).isEqualTo(500);
        assertThat(calls.post("/public/begun-as-described", "").status()).isEqualTo(202);
    }

    @Test
    void whatOnlyServicesCallIsLeftOut() {
        assertThatThrownBy(() -> ApiDescription.assertComplete(service))
                .hasMessageNotContaining("/internal/ping");
    }
}
