package dev.souk.inventory.stock;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The warehouses that there are. None is ever removed: what lay there stays in the history. */
@Service
@Transactional
public class Warehouses {

    private final JdbcClient jdbc;

    Warehouses(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** By code. */
    @Transactional(readOnly = true)
    public List<NamedWarehouse> page(@Nullable Warehouse after, int limit) {
        return jdbc.sql("""
                SELECT code, name FROM warehouse
                WHERE code COLLATE "C" > :after ORDER BY code COLLATE "C" LIMIT :limit""")
                .param("after", after == null ? "" : after.code()).param("limit", limit)
                .query((row, _) -> new NamedWarehouse(new Warehouse(row.getString("code")), row.getString("name")))
                .list();
    }

    /** @throws WarehouseExists when the code is taken */
    public void add(NamedWarehouse added) {
        if (jdbc.sql("INSERT INTO warehouse (code, name) VALUES (:code, :name) ON CONFLICT DO NOTHING")
                .param("code", added.warehouse().code()).param("name", added.name()).update() == 0) {
            throw new WarehouseExists(added.warehouse());
        }
    }

    /** @throws WarehouseNotFound when there is none */
    public void rename(NamedWarehouse renamed) {
        if (jdbc.sql("UPDATE warehouse SET name = :name WHERE code = :code")
                .param("code", renamed.warehouse().code()).param("name", renamed.name()).update() == 0) {
            throw new WarehouseNotFound(renamed.warehouse());
        }
    }

    /** @throws UnknownWarehouse when there is none */
    void require(Warehouse warehouse) {
        if (!jdbc.sql("SELECT exists (SELECT FROM warehouse WHERE code = :code)").param("code", warehouse.code())
                .query(Boolean.class).single()) {
            throw new UnknownWarehouse(warehouse);
        }
    }
}
