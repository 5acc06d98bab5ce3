package dev.souk.product.catalogue;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The category tree. */
@Repository
class Categories {

    private final JdbcClient jdbc;

    Categories(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Parents before their children. */
    List<Category> all() {
        return jdbc.sql("SELECT id, path, name, parent_id FROM category ORDER BY path COLLATE \"C\"")
                .query(Categories::category)
                .list();
    }

    Optional<Category> find(CategoryPath path) {
        return jdbc.sql("SELECT id, path, name, parent_id FROM category WHERE path = :path")
                .param("path", path.value())
                .query(Categories::category)
                .optional();
    }

    Optional<Category> find(UUID id) {
        return jdbc.sql("SELECT id, path, name, parent_id FROM category WHERE id = :id")
                .param("id", id)
                .query(Categories::category)
                .optional();
    }

    /** Adds the category, or finds the one that has its path already. */
    Category findOrAdd(CategoryPath path, String name, @Nullable Category parent) {
        return find(path).orElseGet(() -> {
            add(path, name, parent);
            return find(path).orElseThrow();
        });
    }

    /** False when there is one with this path already. */
    boolean add(CategoryPath path, String name, @Nullable Category parent) {
        return jdbc.sql("""
                INSERT INTO category (id, path, name, parent_id) VALUES (:id, :path, :name, :parent)
                ON CONFLICT (path) DO NOTHING""")
                .param("id", UuidCreator.getTimeOrderedEpoch())
                .param("path", path.value())
                .param("name", name)
                .param("parent", parent == null ? null : parent.id())
                .update() == 1;
    }

    private static Category category(ResultSet row, int number) throws SQLException {
        return new Category(row.getObject("id", UUID.class), new CategoryPath(row.getString("path")),
                row.getString("name"), row.getObject("parent_id", UUID.class));
    }
}
