package dev.souk.common.messaging;

import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.List;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** Tells a failure that passes by itself, which no dead letter must come from, from one that lies in the message. */
final class TransientFailures {

    private static final List<Class<? extends Throwable>> TYPES = List.of(TryAgainLater.class,
            // the database: deadlock, lost race for a version, no connection, lost at commit or roll-back
            TransientDataAccessException.class, RecoverableDataAccessException.class,
            DataAccessResourceFailureException.class, CannotCreateTransactionException.class,
            TransactionSystemException.class,
            SQLTransientException.class,
            SQLRecoverableException.class,
            // the network
            SocketException.class, UnknownHostException.class, InterruptedIOException.class, HttpTimeoutException.class,
            ClosedChannelException.class, TimeoutException.class,
            // the process: it may be another's message that is too large
            OutOfMemoryError.class);

    /**
     * Classes of SQLSTATE (PostgreSQL, appendix A): connection exception, transaction rollback, insufficient resources,
     * operator intervention (shutdown, starting up), system error; and the read-only state of a server in fail-over.
     */
    private static final List<String> SQL_STATES = List.of("08", "40", "53", "57", "58", "25006");

    private TransientFailures() {
    }

    static boolean contains(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (isTransient(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isTransient(Throwable cause) {
        return TYPES.stream().anyMatch(type -> type.isInstance(cause))
                || (cause instanceof SQLException sql && hasTransientState(sql.getSQLState()));
    }

    private static boolean hasTransientState(@Nullable String state) {
        return state != null && SQL_STATES.stream().anyMatch(state::startsWith);
    }
}
