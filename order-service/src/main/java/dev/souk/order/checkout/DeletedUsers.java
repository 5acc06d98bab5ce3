package dev.souk.order.checkout;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

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
        return !among(List.of(user)).isEmpty();
    }

    /** Which of these they are. */
    Set<UserId> among(Collection<UserId> users) {
        return jdbc.sql("select user_id from deleted_user where user_id = any (:users)")
                .param("users", users.stream().map(UserId::value).distinct().toArray(UUID[]::new))
                .query((row, _) -> new UserId(row.getObject("user_id", UUID.class))).set();
    }
}
