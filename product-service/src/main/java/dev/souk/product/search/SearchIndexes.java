package dev.souk.product.search;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which indexes belong to the alias: at most one that is live and one that is being built. Only who has claimed the queue
 * changes this, but for {@link #rebuild}.
 */
@Repository
class SearchIndexes {

    private final JdbcClient jdbc;
    private final String alias;

    SearchIndexes(JdbcClient jdbc, SearchProperties search) {
        this.jdbc = jdbc;
        this.alias = search.alias();
    }

    /** How far an index is. */
    enum State {

        /** Gets every change and, in the order of their ids, the products that were there before. */
        BUILDING,
        /** Has everything. */
        LIVE
    }

    /** @param filledTo while it is being built, the last of the products that were there before */
    record SearchIndex(String name, int mapping, State state, @Nullable UUID filledTo) {

        boolean isBuilding() {
            return state == State.BUILDING;
        }
    }

    /** The newest first. */
    List<SearchIndex> all() {
        return jdbc.sql("SELECT name, mapping, state, filled_to FROM search_index WHERE alias = :alias ORDER BY state")
                .param("alias", alias)
                .query(SearchIndexes::index)
                .list();
    }

    /**
     * Lets an index be built with the mapping of this version, unless one is being built already.
     *
     * @return its name; that of the live one when it has just become complete
     */
    @Transactional
    String rebuild() {
        jdbc.sql("""
                INSERT INTO search_index (name, alias, mapping, state)
                VALUES (:prefix || nextval('search_index_number'), :alias, :mapping, 'BUILDING')
                ON CONFLICT (alias, state) DO NOTHING""")
                .param("prefix", "%s-v%d-".formatted(alias, ProductIndex.MAPPING_VERSION))
                .param("alias", alias)
                .param("mapping", ProductIndex.MAPPING_VERSION)
                .update();
        return all().getFirst().name();
    }

    void fill(SearchIndex index, Optional<UUID> upTo) {
        jdbc.sql("UPDATE search_index SET filled_to = CAST(:upTo AS uuid) WHERE name = :name")
                .param("upTo", upTo.map(UUID::toString).orElse(null))
                .param("name", index.name)
                .update();
    }

    /** The index has everything; the one that was live is none of ours any longer. */
    void goLive(SearchIndex index) {
        jdbc.sql("DELETE FROM search_index WHERE alias = :alias AND state = 'LIVE'").param("alias", alias).update();
        jdbc.sql("UPDATE search_index SET state = 'LIVE', filled_to = NULL WHERE name = :name")
                .param("name", index.name)
                .update();
    }

    void forget(SearchIndex index) {
        jdbc.sql("DELETE FROM search_index WHERE name = :name").param("name", index.name).update();
    }

    private static SearchIndex index(ResultSet row, int number) throws SQLException {
        return new SearchIndex(row.getString("name"), row.getInt("mapping"), State.valueOf(row.getString("state")),
                row.getObject("filled_to", UUID.class));
    }
}
