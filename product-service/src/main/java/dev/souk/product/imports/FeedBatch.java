package dev.souk.product.imports;

import dev.souk.product.catalogue.FeedProduct;
import dev.souk.product.catalogue.InvalidProduct;
import dev.souk.product.imports.BroughtProducts.Brought;
import dev.souk.product.imports.CatalogueImport.RowError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Some lines of a feed, sorted into products, repetitions and bad rows. */
final class FeedBatch {

    private final Map<String, FeedProduct> products = new LinkedHashMap<>();
    private final Map<String, Brought> brought = new LinkedHashMap<>();
    private final List<RowError> errors = new ArrayList<>();
    private final long lastLine;
    private long repetitions;

    private FeedBatch(long lastLine) {
        this.lastLine = lastLine;
    }

    /** Reads the lines; two with one id and other content are a bad row, whichever file says it first wins. */
    static FeedBatch read(List<FeedLine> lines, FeedParser parser) {
        FeedBatch batch = new FeedBatch(lines.getLast().number());
        for (FeedLine line : lines) {
            if (!line.isBlank()) {
                batch.read(line, parser);
            }
        }
        return batch;
    }

    private void read(FeedLine line, FeedParser parser) {
        try {
            FeedProduct product = parser.parse(line);
            Brought earlier = brought.get(product.externalId());
            if (earlier == null) {
                products.put(product.externalId(), product);
                brought.put(product.externalId(), new Brought(product.externalId(), product.hash(), line.number()));
            } else {
                repeat(product, line.number(), earlier);
            }
        } catch (InvalidProduct invalid) {
            errors.add(new RowError(line.number(), detail(invalid)));
        }
    }

    /** Takes out what earlier batches of the same file have brought. */
    void withoutEarlier(Map<String, Brought> earlier) {
        earlier.forEach((id, before) -> {
            FeedProduct product = products.remove(id);
            Brought here = brought.remove(id);
            if (product != null && here != null) {
                repeat(product, here.line(), before);
            }
        });
    }

    /** Makes bad rows of the products whose SKU belongs to somebody else. */
    void withoutTaken(Set<String> skus) {
        skus.forEach(sku -> refuse(sku, "id: the SKU belongs to another product"));
    }

    /** Makes bad rows of the products that the catalogue does not take. */
    void withoutMisfits(Map<String, InvalidProduct> misfits) {
        misfits.forEach((externalId, misfit) -> refuse(externalId, detail(misfit)));
    }

    /** Makes a bad row of the product. */
    void refuse(String externalId, String detail) {
        products.remove(externalId);
        Brought refused = brought.remove(externalId);
        if (refused != null) {
            errors.add(new RowError(refused.line(), detail));
        }
    }

    Collection<FeedProduct> products() {
        return Collections.unmodifiableCollection(products.values());
    }

    Map<String, Brought> brought() {
        return Collections.unmodifiableMap(brought);
    }

    List<RowError> errors() {
        return Collections.unmodifiableList(errors);
    }

    long lastLine() {
        return lastLine;
    }

    /** Lines that say word for word what an earlier one has said. */
    long repetitions() {
        return repetitions;
    }

    private void repeat(FeedProduct product, long line, Brought earlier) {
        if (earlier.saysTheSameAs(product)) {
            repetitions++;
        } else {
            errors.add(new RowError(line, "id: line " + earlier.line() + " has the same id with other content"));
        }
    }

    private static String detail(InvalidProduct invalid) {
        String field = invalid.pointer().replaceFirst("^/", "").replace('/', '.');
        return field.isEmpty() ? invalid.detail() : field + ": " + invalid.detail();
    }
}
