package dev.souk.product.purchase;

import dev.souk.product.catalogue.CatalogueEntry;
import dev.souk.product.catalogue.CatalogueService;
import dev.souk.product.catalogue.ProductId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** Products on sale that shoppers may want to see. Where nothing is known, the list is short or empty. */
@Service
public class Recommendations {

    private final Leaderboard leaderboard;
    private final Suggestions suggestions;
    private final RelatedProducts related;
    private final CatalogueService catalogue;

    Recommendations(Leaderboard leaderboard, Suggestions suggestions, RelatedProducts related,
            CatalogueService catalogue) {
        this.leaderboard = leaderboard;
        this.suggestions = suggestions;
        this.related = related;
        this.catalogue = catalogue;
    }

    /** What is bought most these days, the first first. */
    public List<CatalogueEntry> trending(int size) {
        return catalogue.published(leaderboard.top(), size);
    }

    /** Why a product is shown beside another one. */
    public enum Relation {
        /** Others have bought both in one order. */
        BOUGHT_TOGETHER,
        /** Of the same category, and with the same brand or attributes. */
        ALIKE
    }

    /** A product beside another one. */
    public record Related(CatalogueEntry entry, Relation relation) {}

    /**
     * What others have bought with a product, the most often first, then what is like it, the most alike first; empty when
     * there is neither.
     *
     * @throws dev.souk.product.catalogue.ProductNotFound when the product is not on sale
     */
    public List<Related> related(ProductId product, int size) {
        CatalogueEntry seen = catalogue.product(product, false);
        Map<ProductId, Relation> found = related.to(seen.product().id(), size);
        return catalogue.published(List.copyOf(found.keySet()), size).stream()
                .map(entry -> new Related(entry, Objects.requireNonNull(found.get(entry.product().id())))).toList();
    }

    /** What goes with, or is like, what the shopper has bought, the best first. */
    public List<CatalogueEntry> suggested(UUID shopperId, int size) {
        return catalogue.published(suggestions.of(shopperId, size), size);
    }
}
