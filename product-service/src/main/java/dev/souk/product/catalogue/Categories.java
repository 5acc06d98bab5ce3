package dev.souk.product.catalogue;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
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
        return jdbc.sql("SELECT id, path, name, parent_id, version FROM category ORDER BY path COLLATE \"C\"")
                .query(Categories::category)
                .list();
    }

    Optional<Category> find(CategoryPath path) {
        return jdbc.sql("SELECT id, path, name, parent_id, version FROM category WHERE path = :path")
                .param("path", path.value())
                .query(Categories::category)
                .optional();
    }

    Optional<Category> find(UUID id) {
        return jdbc.sql("SELECT id, path, name, parent_id, version FROM category WHERE id = :id")
                .param("id", id)
                .query(Categories::category)
                .optional();
    }

    /** Adds the category, or finds the one that has its path already. */
    Category findOrAdd(CategoryPath path, String name, @Nullable Category parent) {
        return find(path).orElseGet(() -> {
            lockTree();
            add(path, name, parent);
            return find(path).orElseThrow();
        });
    }

    /** False when there is one with this path already, or the parent has moved away since it was read. */
    boolean add(CategoryPath path, String name, @Nullable Category parent) {
        return jdbc.sql("""
                INSERT INTO category (id, path, name, parent_id)
                SELECT :id, :path, :name, CAST(:parent AS uuid)
                WHERE CAST(:parent AS uuid) IS NULL
                   OR EXISTS (SELECT FROM category WHERE id = CAST(:parent AS uuid) AND path = :parentPath)
                ON CONFLICT (path) DO NOTHING""")
                .param("id", UuidCreator.getTimeOrderedEpoch())
                .param("path", path.value())
                .param("name", name)
                .param("parent", parent == null ? null : parent.id())
                .param("parentPath", parent == null ? null : parent.path().value())
                .update() == 1;
    }

    /**
     * Until the end of the transaction nobody adds, moves or deletes a category: a child that came under a path while that
     * moves would keep the old one, and two moves at once could make a circle.
     */
    void lockTree() {
        jdbc.sql("LOCK TABLE category IN SHARE ROW EXCLUSIVE MODE").update();
    }

    /**
     * Renames or moves a category with all that is below it.
     *
     * @return the products that are in them, whose path is another now: each has a new version
     * @throws StaleVersion when it was edited in the meantime
     * @throws CategoryExists when there is another one with one of the new paths
     */
    List<ProductId> update(Category before, CategoryPath path, String name, @Nullable Category parent) {
        int written = jdbc.sql("""
                UPDATE category SET name = :name, parent_id = :parent, version = version + 1
                WHERE id = :id AND version = :version""")
                .param("id", before.id())
                .param("version", before.version())
                .param("name", name)
                .param("parent", parent == null ? null : parent.id())
                .update();
        if (written == 0) {
            throw stale(before);
        }
        return path.equals(before.path()) ? List.of() : move(before.path(), path);
    }

    private List<ProductId> move(CategoryPath from, CategoryPath to) {
        try {
            return jdbc.sql("""
                    WITH moved AS (
                        UPDATE category SET path = :to || substr(path, length(:from) + 1),
                               version = version + CASE WHEN path = :from THEN 0 ELSE 1 END
                        WHERE path = :from OR starts_with(path, :from || '/')
                        RETURNING id
                    )
                    UPDATE product SET version = version + 1, revision = revision + 1, queued_at = now(),
                           queued_behind = queues_behind(product)
                    WHERE category_id IN (SELECT id FROM moved)
                    RETURNING id""")
                    .param("from", from.value())
                    .param("to", to.value())
                    .query(UUID.class)
                    .list().stream().map(ProductId::new).toList();
        } catch (DuplicateKeyException taken) {
            throw exists(to);
        }
    }

    /** Counts an edit of what holds in the category and in those below it. */
    void touchAllIn(CategoryPath path) {
        jdbc.sql("UPDATE category SET version = version + 1 WHERE path = :path OR starts_with(path, :path || '/')")
                .param("path", path.value())
                .update();
    }

    /** The longest path of the category and those below it, in characters. */
    int longestPathIn(CategoryPath path) {
        return jdbc.sql("SELECT max(length(path)) FROM category WHERE path = :path OR starts_with(path, :path || '/')")
                .param("path", path.value())
                .query(Integer.class)
                .single();
    }

    /**
     * The foreign keys decide, so that nothing can come into the category while it goes.
     *
     * @throws StaleVersion when it was edited in the meantime
     * @throws CategoryInUse when it has products, of whatever status, or categories below it
     */
    void delete(Category category) {
        try {
            int deleted = jdbc.sql("DELETE FROM category WHERE id = :id AND version = :version")
                    .param("id", category.id())
                    .param("version", category.version())
                    .update();
            if (deleted == 0) {
                throw stale(category);
            }
        } catch (DataIntegrityViolationException referenced) {
            throw new CategoryInUse(
                    "category " + category.path() + " has products or categories below it; move them first");
        }
    }

    static CategoryExists exists(CategoryPath path) {
        return new CategoryExists("there is a category " + path + " already");
    }

    private static StaleVersion stale(Category category) {
        return new StaleVersion("category " + category.path() + " was edited in the meantime; read it again");
    }

    private static Category category(ResultSet row, int number) throws SQLException {
        return new Category(row.getObject("id", UUID.class), new CategoryPath(row.getString("path")),
                row.getString("name"), row.getObject("parent_id", UUID.class), row.getLong("version"));
    }
}
