package dev.souk.product.catalogue;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who changed what and when: the table {@code product_change}, which is only ever added to. */
@Repository
class ProductHistory {

    private static final String NO_CHANGES = "{}";

    private final JdbcClient jdbc;
    private final JsonObjects json;

    ProductHistory(JdbcClient jdbc, JsonObjects json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void add(List<ProductChange> changes, ChangedBy by, Instant now) {
        jdbc.sql("""
                INSERT INTO product_change (product_id, version, changed_at, user_id, import_id, changes)
                SELECT CAST(product_id AS uuid), version, :now, CAST(:user AS uuid), CAST(:import AS uuid),
                       CAST(changes AS jsonb)
                FROM unnest(:products, :versions, :changes) AS line (product_id, version, changes)""")
                .param("products", changes.stream().map(change -> change.product().id().toString())
                        .toArray(String[]::new))
                .param("versions", changes.stream().map(change -> change.product().version()).toArray(Long[]::new))
                .param("changes", changes.stream().map(change -> write(change.fields())).toArray(String[]::new))
                .param("user", by instanceof ChangedBy.Operator operator ? operator.userId().toString() : null)
                .param("import", by instanceof ChangedBy.Import feed ? feed.importId().toString() : null)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /**
     * The newest version first.
     *
     * @param before only versions older than this one
     */
    List<RecordedChange> page(ProductId product, OptionalLong before, int size) {
        return jdbc.sql("""
                SELECT version, changed_at, user_id, import_id, changes FROM product_change
                WHERE product_id = :product AND version < :before
                ORDER BY version DESC
                LIMIT :size""")
                .param("product", product.value())
                .param("before", before.orElse(Long.MAX_VALUE))
                .param("size", size)
                .query(this::row)
                .list();
    }

    private RecordedChange row(ResultSet row, int number) throws SQLException {
        return new RecordedChange(row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                by(row.getObject("user_id", UUID.class), row.getObject("import_id", UUID.class)),
                row.getLong("version"), read(row.getString("changes")));
    }

    private static ChangedBy by(@Nullable UUID user, @Nullable UUID feed) {
        if (user != null) {
            return new ChangedBy.Operator(user);
        }
        return feed == null ? new ChangedBy.PriceSchedule() : new ChangedBy.Import(feed);
    }

    private String write(List<FieldChange> fields) {
        if (fields.isEmpty()) {
            return NO_CHANGES;
        }
        Map<String, Map<String, @Nullable Object>> byField = new LinkedHashMap<>();
        for (FieldChange field : fields) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            values.put("from", field.from());
            values.put("to", field.to());
            byField.put(field.field(), values);
        }
        return json.write(byField);
    }

    private List<FieldChange> read(String column) {
        return json.read(column.getBytes(StandardCharsets.UTF_8)).entrySet().stream()
                .map(field -> {
                    Map<?, ?> values = (Map<?, ?>) field.getValue();
                    return new FieldChange(field.getKey(), values.get("from"), values.get("to"));
                })
                .toList();
    }
}
