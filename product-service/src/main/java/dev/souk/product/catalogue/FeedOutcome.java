package dev.souk.product.catalogue;

/**
 * What became of a product of a feed.
 *
 * @param revision that the search index must reach to show it
 */
public record FeedOutcome(String externalId, ProductId productId, long revision, Effect effect) {

    /** What the feed's line did to the catalogue. */
    public enum Effect {
        CREATED,
        CHANGED,
        UNCHANGED
    }
}
