package dev.souk.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.local.DatabaseAddress;
import dev.souk.local.Service;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can never be sent must not pass for what could not be sent just now. */
class MessageFaultsTests {

    @Test
    void aDatabaseThatNobodyListensForIsAway() {
        DatabaseAddress nobody = new DatabaseAddress("jdbc:postgresql://127.0.0.1:1/orders", "orders", "");

        assertThatThrownBy(() -> new MessageFaults(_ -> nobody, "127.0.0.1:1").repeatOldFacts(Service.ORDER, 0))
                .isInstanceOf(MessageFaults.Away.class).hasMessageContaining("order-service");
    }

    /** Of PostgreSQL: it is killed, stops, starts, is full, and the relay that has the lock stands still. */
    @ParameterizedTest
    @ValueSource(strings = {"08006", "08001", "57P01", "57P03", "53300", "55P03"})
    void aConnectionThatEndsSaysNothingAboutWhatWasAsked(String state) {
        assertThat(MessageFaults.isAway(new SQLException("", state))).isTrue();
    }

    /** No such column, no such table, a syntax error, a row that must not be. */
    @ParameterizedTest
    @ValueSource(strings = {"42703", "42P01", "42601", "23502"})
    void aStatementThatIsWrongIsAFailure(String state) {
        assertThat(MessageFaults.isAway(new SQLException("", state))).isFalse();
        assertThat(MessageFaults.isAway(new SQLException("without a state"))).isFalse();
    }
}
