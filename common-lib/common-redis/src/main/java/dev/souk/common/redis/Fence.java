package dev.souk.common.redis;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The database's memory of who held a {@link FencedLock} last, in the table {@code fence (name text primary key, token bigint not
 * null)}. When Redis has lost its counter, the fence lets nobody pass until its row is deleted: that errs on the safe side.
 */
public final class Fence {

    private final JdbcClient jdbc;

    public Fence(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Lets the current transaction go on as that holder, and keeps later holders waiting until it has ended. Call it before
     * the writes that it guards.
     *
     * @throws StaleHolder when a later holder has passed
     * @throws IllegalStateException outside of a transaction
     */
    public void pass(String name, long token) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("Call Fence.pass inside the transaction that it is to guard");
        }
        int passed = jdbc.sql("""
                insert into fence (name, token) values (:name, :token)
                on conflict (name) do update set token = excluded.token where fence.token <= excluded.token""")
                .param("name", name).param("token", token).update();
        if (passed == 0) {
            throw new StaleHolder(name, token);
        }
    }
}
