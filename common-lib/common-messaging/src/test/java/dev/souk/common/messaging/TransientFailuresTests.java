package dev.souk.common.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

class TransientFailuresTests {

    static Stream<Exception> passingFailures() {
        return Stream.of(new CannotGetJdbcConnectionException("refused"),
                new CannotCreateTransactionException("no connection"),
                new OptimisticLockingFailureException("somebody else was faster"),
                sql("08006"), sql("40001"), sql("40P01"), sql("57P01"), sql("57P03"), sql("53300"), sql("25006"),
                new TransactionSystemException("roll-back failed", new SQLException("Connection is closed")),
                new IllegalStateException("remote call", new ConnectException("refused")),
                new IllegalStateException("remote call", new SocketTimeoutException("read timed out")),
                new TryAgainLater("user-service is away", new IllegalStateException("503")));
    }

    static Stream<Exception> lastingFailures() {
        return Stream.of(new IllegalArgumentException("a bug"), new NullPointerException(),
                new DataIntegrityViolationException("violates a constraint"), sql("23505"), sql("22001"), sql("42P01"),
                new UnreadableMessage("no JSON", null));
    }

    @ParameterizedTest
    @MethodSource("passingFailures")
    void isTriedAgainForEver(Exception failure) {
        assertThat(TransientFailures.contains(failure)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("lastingFailures")
    void becomesADeadLetter(Exception failure) {
        assertThat(TransientFailures.contains(failure)).isFalse();
    }

    private static Exception sql(String state) {
        return new UncategorizedSQLException("task", "SELECT 1", new SQLException("state " + state, state));
    }
}
