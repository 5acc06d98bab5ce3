package dev.souk.product.imports;

import dev.souk.product.catalogue.FeedOutcome;
import dev.souk.product.catalogue.FeedProduct;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What a running import has brought so far. */
@Repository
class BroughtProducts {

    private final JdbcClient jdbc;

    BroughtProducts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The line that brought a product, and what it said. */
    record Brought(String externalId, byte[] hash, long line) {

        boolean saysTheSameAs(FeedProduct product) {
            return Arrays.equals(hash, product.hash());
        }
    }

    /** Those of the ids that earlier lines of the same file have brought. */
    Map<String, Brought> find(UUID importId, Collection<String> externalIds) {
        return jdbc.sql("""
                SELECT external_id, feed_hash, line FROM catalogue_import_product
                WHERE import_id = :id AND external_id = ANY (:externalIds)""")
                .param("id", importId)
                .param("externalIds", externalIds.toArray(String[]::new))
                .query((row, _) -> new Brought(row.getString("external_id"), row.getBytes("feed_hash"),
                        row.getLong("line")))
                .list().stream()
                .collect(Collectors.toMap(Brought::externalId, Function.identity()));
    }

    void add(UUID importId, List<FeedOutcome> outcomes, Map<String, Brought> brought) {
        List<Brought> lines = outcomes.stream()
                .map(outcome -> Objects.requireNonNull(brought.get(outcome.externalId())))
                .toList();
        jdbc.sql("""
                INSERT INTO catalogue_import_product (import_id, external_id, feed_hash, line, product_id, revision)
                SELECT :id, external_id, feed_hash, line, CAST(product_id AS uuid), revision
                FROM unnest(:externalIds, :hashes, :lines, :products, :revisions)
                     AS brought (external_id, feed_hash, line, product_id, revision)""")
                .param("id", importId)
                .param("externalIds", lines.stream().map(Brought::externalId).toArray(String[]::new))
                .param("hashes", lines.stream().map(Brought::hash).toArray(byte[][]::new))
                .param("lines", lines.stream().map(Brought::line).toArray(Long[]::new))
                .param("products", outcomes.stream().map(outcome -> outcome.productId().toString())
                        .toArray(String[]::new))
                .param("revisions", outcomes.stream().map(FeedOutcome::revision).toArray(Long[]::new))
                .update();
    }
}
