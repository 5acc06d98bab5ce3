package dev.souk.user.account;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The accounts that are not deleted. */
@Repository
class Accounts {

    private final JdbcClient jdbc;

    Accounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return false when the address is taken: then nothing changes */
    boolean add(Account account, String passwordHash) {
        return jdbc.sql("""
                insert into account (id, email, display_name, password_hash, roles, registered_at, verified_at)
                values (:id, :email, :displayName, :passwordHash, :roles, :registeredAt, :verifiedAt)
                on conflict (email) do nothing""")
                .param("id", account.id().value())
                .param("email", account.email().value())
                .param("displayName", account.displayName())
                .param("passwordHash", passwordHash)
                .param("roles", names(account.roles()))
                .param("registeredAt", utc(account.registeredAt()))
                .param("verifiedAt", utc(account.verifiedAt()))
                .update() == 1;
    }

    /**
     * Gives an account that nobody verified, with the same address, the name, password and instant of a newer registration.
     *
     * @return nothing when there is no such account: then nothing changes
     */
    Optional<UserId> contestUnverified(Account newer, String passwordHash) {
        return jdbc
                .sql("""
                        update account set display_name = :displayName, password_hash = :passwordHash,
                            password_version = password_version + 1, registered_at = :registeredAt
                        where email = :email and verified_at is null and deleted_at is null and registered_at < :registeredAt
                        returning id""")
                .param("email", newer.email().value())
                .param("displayName", newer.displayName())
                .param("passwordHash", passwordHash)
                .param("registeredAt", utc(newer.registeredAt()))
                .query((row, number) -> new UserId(row.getObject("id", UUID.class)))
                .optional();
    }

    Optional<Account> find(UserId id) {
        return jdbc.sql("select * from account where id = :id and deleted_at is null")
                .param("id", id.value())
                .query(Accounts::account)
                .optional();
    }

    /** The account, locked until the transaction ends. */
    Optional<Account> lock(UserId id) {
        return jdbc.sql("select * from account where id = :id and deleted_at is null for update")
                .param("id", id.value())
                .query(Accounts::account)
                .optional();
    }

    Optional<Credentials> credentials(EmailAddress email) {
        return jdbc.sql("select * from account where email = :email and deleted_at is null")
                .param("email", email.value())
                .query((row, number) -> new Credentials(account(row, number), row.getString("password_hash")))
                .optional();
    }

    /** In order of registration. */
    List<Account> page(@Nullable UserId after, int size) {
        return jdbc.sql("""
                select * from account
                where deleted_at is null and (cast(:after as uuid) is null or id > :after)
                order by id limit :size""")
                .param("after", after == null ? null : after.value())
                .param("size", size)
                .query(Accounts::account)
                .list();
    }

    boolean rename(UserId id, String displayName) {
        return jdbc.sql("update account set display_name = :displayName where id = :id and deleted_at is null")
                .param("id", id.value())
                .param("displayName", displayName)
                .update() == 1;
    }

    void setRoles(UserId id, Set<Role> roles) {
        jdbc.sql("update account set roles = :roles where id = :id")
                .param("id", id.value())
                .param("roles", names(roles))
                .update();
    }

    /** All administrators, locked until the transaction ends, so that two of them cannot both believe that the other one stays. */
    Set<UserId> lockAdministrators() {
        // in one order for everybody, so that nobody waits for each other
        return Set.copyOf(jdbc.sql("""
                select id from account where deleted_at is null and 'ADMIN' = any (roles)
                order by id for update""")
                .query((row, number) -> new UserId(row.getObject("id", UUID.class)))
                .list());
    }

    /** Stores the same password in another form, unless it was changed meanwhile. */
    void rehash(UserId id, String before, String after) {
        jdbc.sql("update account set password_hash = :after where id = :id and password_hash = :before")
                .param("id", id.value())
                .param("before", before)
                .param("after", after)
                .update();
    }

    /** @return false when there is no such account, or its password is not of that version any more */
    boolean replacePassword(UserId id, long version, String passwordHash) {
        return jdbc.sql("""
                update account set password_hash = :passwordHash, password_version = password_version + 1
                where id = :id and deleted_at is null and password_version = :version""")
                .param("id", id.value())
                .param("version", version)
                .param("passwordHash", passwordHash)
                .update() == 1;
    }

    void verify(UserId id, Instant now) {
        jdbc.sql("update account set verified_at = :now where id = :id")
                .param("id", id.value())
                .param("now", utc(now))
                .update();
    }

    /** Leaves the row, for the facts that name it, without anything that tells who it was. */
    void anonymise(UserId id, Instant now) {
        jdbc
                .sql("""
                        update account set email = :email, display_name = 'Deleted account', password_hash = '', deleted_at = :now
                        where id = :id and deleted_at is null""")
                .param("id", id.value())
                .param("email", EmailAddress.ofDeleted(id).value())
                .param("now", utc(now))
                .update();
    }

    private static Account account(ResultSet row, int number) throws SQLException {
        return new Account(new UserId(row.getObject("id", UUID.class)), new EmailAddress(row.getString("email")),
                row.getString("display_name"), roles(row.getArray("roles")),
                row.getTimestamp("registered_at").toInstant(), instant(row.getTimestamp("verified_at")),
                row.getLong("password_version"));
    }

    private static String[] names(Set<Role> roles) {
        return roles.stream().map(Role::name).sorted().toArray(String[]::new);
    }

    private static Set<Role> roles(Array names) throws SQLException {
        return Arrays.stream((String[]) names.getArray()).map(Role::valueOf).collect(Collectors.toUnmodifiableSet());
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }

    /** An account with the hash to check a password against. */
    record Credentials(Account account, String passwordHash) {}
}
