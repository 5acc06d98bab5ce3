package dev.souk.product.purchase;

import dev.souk.product.catalogue.CatalogueEntry;
import dev.souk.product.catalogue.CatalogueService;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** Products on sale that shoppers may want to see. Where nothing is known, the list is short or empty. */
@Service
public class Recommendations {

    private final Leaderboard leaderboard;
    private final Suggestions suggestions;
    private final CatalogueService catalogue;

    Recommendations(Leaderboard leaderboard, Suggestions suggestions, CatalogueService catalogue) {
        this.leaderboard = leaderboard;
        this.suggestions = suggestions;
        this.catalogue = catalogue;
    }

    /** What is bought most these days, the first first. */
    public List<CatalogueEntry> trending(int size) {
        return catalogue.published(leaderboard.top(), size);
    }

    /** What goes with, or is like, what the shopper has bought, the best first. */
    public List<CatalogueEntry> suggested(UUID shopperId, int size) {
        return catalogue.published(suggestions.of(shopperId, size), size);
    }
}
