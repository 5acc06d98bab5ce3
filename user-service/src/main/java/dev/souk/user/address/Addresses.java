package dev.souk.user.address;

import dev.souk.user.account.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

/** Every statement names the owner: an address of somebody else does not exist here. */
@Repository
class Addresses {

    private final JdbcClient jdbc;

    Addresses(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return false when the owner has {@code limit} addresses already: then nothing changes */
    boolean add(UserId owner, SavedAddress saved, int limit) {
        // the owner's row is locked, so that two requests at once cannot both take the last place
        jdbc.sql("select id from account where id = :owner for update")
                .param("owner", owner.value()).query().listOfRows();
        return parts(
                jdbc.sql(
                        """
                                insert into address (id, account_id, recipient, line1, line2, city, region, postal_code, country_code, phone)
                                select :id, :owner, :recipient, :line1, :line2, :city, :region, :postalCode, :countryCode, :phone
                                where (select count(*) from address where account_id = :owner) < :limit"""),
                owner, saved)
                .param("limit", limit)
                .update() == 1;
    }

    boolean replace(UserId owner, SavedAddress saved) {
        return parts(
                jdbc.sql(
                        """
                                update address set recipient = :recipient, line1 = :line1, line2 = :line2, city = :city, region = :region,
                                    postal_code = :postalCode, country_code = :countryCode, phone = :phone
                                where id = :id and account_id = :owner"""),
                owner, saved)
                .update() == 1;
    }

    boolean remove(UserId owner, AddressId id) {
        return jdbc.sql("delete from address where id = :id and account_id = :owner")
                .param("id", id.value())
                .param("owner", owner.value())
                .update() == 1;
    }

    void removeAll(UserId owner) {
        jdbc.sql("delete from address where account_id = :owner").param("owner", owner.value()).update();
    }

    Optional<SavedAddress> find(UserId owner, AddressId id) {
        return jdbc.sql("select * from address where id = :id and account_id = :owner")
                .param("id", id.value())
                .param("owner", owner.value())
                .query(Addresses::saved)
                .optional();
    }

    /** In the order in which they were added. */
    List<SavedAddress> all(UserId owner) {
        return jdbc.sql("select * from address where account_id = :owner order by id")
                .param("owner", owner.value())
                .query(Addresses::saved)
                .list();
    }

    private static StatementSpec parts(StatementSpec statement, UserId owner, SavedAddress saved) {
        PostalAddress address = saved.address();
        return statement.param("id", saved.id().value())
                .param("owner", owner.value())
                .param("recipient", address.recipient())
                .param("line1", address.line1())
                .param("line2", address.line2())
                .param("city", address.city())
                .param("region", address.region())
                .param("postalCode", address.postalCode())
                .param("countryCode", address.countryCode())
                .param("phone", address.phone());
    }

    private static SavedAddress saved(ResultSet row, int number) throws SQLException {
        return new SavedAddress(new AddressId(row.getObject("id", UUID.class)),
                new PostalAddress(row.getString("recipient"), row.getString("line1"), row.getString("line2"),
                        row.getString("city"), row.getString("region"), row.getString("postal_code"),
                        row.getString("country_code"), row.getString("phone")));
    }
}
