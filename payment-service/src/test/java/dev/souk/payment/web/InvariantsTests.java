package dev.souk.payment.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import dev.souk.common.web.test.TestTokens;
import dev.souk.payment.PaymentServiceTest;

@PaymentServiceTest
class InvariantsTests {

    private final MockMvcTester mvc;
    private final JdbcClient jdbc;

    @Autowired
    InvariantsTests(MockMvcTester mvc, JdbcClient jdbc) {
        this.mvc = mvc;
        this.jdbc = jdbc;
    }

    @Test
    void moneyThatTheLedgerDoesNotKnowIsTold() {
        UUID order = UUID.randomUUID();
        assertThat(invariants()).contains("\"violations\":[]");

        jdbc.sql(
                """
                        INSERT INTO payment (id, order_id, state, remembered, amount, currency, captured, created_at, updated_at)
                        VALUES (:order, :order, 'CAPTURED', '{}', 2000, 'XTS', 2000, now(), now())""")
                .param("order", order)
                .update();
        assertThat(invariants()).contains("order " + order + ": 2000 captured", "\"XTS\":2000");

        jdbc.sql("DELETE FROM payment WHERE order_id = :order").param("order", order).update();
    }

    @Test
    void onlyServicesAreTold() {
        assertThat(mvc.get().uri("/internal/invariants")).hasStatus(401);
        assertThat(mvc.get().uri("/internal/invariants").header("Authorization", TestTokens.operator().bearer()))
                .hasStatus4xxClientError();
    }

    private String invariants() {
        var answer = mvc.get().uri("/internal/invariants")
                .header("Authorization", TestTokens.service("job-scheduler").bearer()).exchange();
        assertThat(answer).hasStatusOk();
        return new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }
}
