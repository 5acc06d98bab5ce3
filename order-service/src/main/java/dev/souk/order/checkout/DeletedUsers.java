package dev.souk.order.checkout;

import java.sql.Timestamp;
import java.time.Instant;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Accounts that user-service has deleted. */
@Repository
class DeletedUsers {

    private final JdbcClient jdbc;

    DeletedUsers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(UserId user, Instant deletedAt) {
        jdbc.sql("insert into deleted_user (user_id, deleted_at) values (:user, :at) on conflict do nothing")
                .param("user", user.value()).param("at", Timestamp.from(deletedAt)).update();
    }

    boolean contains(UserId user) {
        return jdbc.sql("select exists (select from deleted_user where user_id = :user)").param("user", user.value())
                .query(Boolean.class).single();
    }
}
