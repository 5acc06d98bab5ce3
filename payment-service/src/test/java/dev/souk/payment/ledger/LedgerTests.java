package dev.souk.payment.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;

import dev.souk.common.money.Money;
import dev.souk.payment.PaymentServiceTest;

@PaymentServiceTest
class LedgerTests {

    private final Ledger ledger;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final UUID payment = UUID.randomUUID();

    @Autowired
    LedgerTests(Ledger ledger, JdbcClient jdbc, TransactionTemplate transaction) {
        this.ledger = ledger;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    @BeforeEach
    void aPayment() {
        jdbc.sql("""
                INSERT INTO payment (id, order_id, state, remembered, created_at, updated_at)
                VALUES (:id, :id, 'UNKNOWN', '{}', now(), now())""").param("id", payment).update();
    }

    @ParameterizedTest
    @EnumSource
    void aMovementHasTwoEntriesThatSumToZero(Movement.Kind kind) {
        record(movement(kind, 1000));

        assertThat(entries()).hasSize(2);
        assertThat(entries().stream().mapToLong(Long::longValue).sum()).isZero();
    }

    @Test
    void theBalancesSumToZero() {
        record(movement(Movement.Kind.CAPTURE, 1000));
        record(movement(Movement.Kind.REFUND, 300));

        assertThat(ledger.balances().stream()
                .filter(account -> account.balance().currency().getCurrencyCode().equals("USD"))
                .mapToLong(account -> account.balance().amount()).sum()).isZero();
    }

    @Test
    void theSameMovementIsNotRecordedTwice() {
        var movement = movement(Movement.Kind.CAPTURE, 1000);
        record(movement);

        assertThatExceptionOfType(DataIntegrityViolationException.class).isThrownBy(() -> record(movement));
        assertThat(entries()).hasSize(2);
    }

    @Test
    void aMovementOfNothingLeavesNoEntry() {
        record(movement(Movement.Kind.CAPTURE, 0));

        assertThat(entries()).isEmpty();
    }

    @Test
    void nothingIsRecordedWithoutTheStateChangeThatItBelongsTo() {
        assertThatExceptionOfType(IllegalTransactionStateException.class)
                .isThrownBy(() -> ledger.record(List.of(movement(Movement.Kind.CAPTURE, 1000))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPDATE ledger_entry SET amount = amount + 1", "DELETE FROM ledger_entry",
            "TRUNCATE ledger_entry"})
    void theDatabaseRefusesToChangeWhatWasRecorded(String change) {
        record(movement(Movement.Kind.CAPTURE, 1000));

        assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> jdbc.sql(change).update())
                .withMessageContaining("append-only");
    }

    @Test
    void theDatabaseRefusesAMovementThatDoesNotBalance() {
        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> jdbc
                        .sql("""
                                INSERT INTO ledger_entry (movement_id, account, order_id, payment_id, kind, amount, currency, recorded_at)
                                VALUES (:id, 'PROVIDER', :id, :id, 'CAPTURE', 5, 'USD', now())""")
                        .param("id", payment).update())
                .withMessageContaining("do not sum to zero");
    }

    private Movement movement(Movement.Kind kind, long amount) {
        return new Movement(UUID.randomUUID(), kind, payment, payment, Money.of(amount, "USD"),
                "mov_" + UUID.randomUUID());
    }

    private void record(Movement movement) {
        transaction.executeWithoutResult(_ -> ledger.record(List.of(movement)));
    }

    private List<Long> entries() {
        return jdbc.sql("SELECT amount FROM ledger_entry WHERE payment_id = :id").param("id", payment).query(Long.class)
                .list();
    }
}
