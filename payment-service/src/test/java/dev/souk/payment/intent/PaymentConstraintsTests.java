package dev.souk.payment.intent;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.souk.payment.PaymentServiceTest;

@PaymentServiceTest
class PaymentConstraintsTests {

    private final JdbcClient jdbc;
    private final UUID payment = UUID.randomUUID();

    @Autowired
    PaymentConstraintsTests(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @BeforeEach
    void aCapturedPaymentOfTen() {
        jdbc.sql(
                """
                        INSERT INTO payment (id, order_id, state, remembered, amount, currency, captured, created_at, updated_at)
                        VALUES (:id, :id, 'CAPTURED', '{}', 10, 'USD', 10, now(), now())""")
                .param("id", payment).update();
    }

    @ParameterizedTest
    @CsvSource({"refunded = 11, never_refunded_above_captured",
            "'refunded = 6, refunding = 5', never_refunded_above_captured",
            "captured = 9, captured_all_or_nothing",
            "state = `VOIDED`, never_captured_unless_in_that_state",
            "state = `AUTHORISED`, never_captured_unless_in_that_state",
            "retry_at = now(), retried_only_if_refused",
            "token = `tok_visa`, method_is_kept_until_it_was_asked_with",
            "tries_left = -1, tries_are_not_negative"})
    void theDatabaseRefusesMoneyThatCannotBe(String change, String constraint) {
        var update = jdbc.sql("UPDATE payment SET " + change.replace('`', '\'') + " WHERE id = :id").param("id",
                payment);

        assertThatExceptionOfType(DataIntegrityViolationException.class).isThrownBy(update::update)
                .withMessageContaining(constraint);
    }

    @Test
    void anOrderHasOnePayment() {
        var second = jdbc.sql("""
                INSERT INTO payment (id, order_id, state, remembered, created_at, updated_at)
                VALUES (:id, :order, 'UNKNOWN', '{}', now(), now())""")
                .param("id", UUID.randomUUID()).param("order", payment);

        assertThatExceptionOfType(DataIntegrityViolationException.class).isThrownBy(second::update);
    }

    @Test
    void theSandboxNeverBothVoidsAndCaptures() {
        var both = jdbc.sql("""
                INSERT INTO sandbox.authorisation (reference, token, amount, currency, captured, voided)
                VALUES (:reference, 'tok_visa', 10, 'USD', :captured, true)""");

        assertThatNoException().isThrownBy(() -> both.param("reference", "a" + payment).param("captured", 0).update());
        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> both.param("reference", "b" + payment).param("captured", 10).update());
    }
}
