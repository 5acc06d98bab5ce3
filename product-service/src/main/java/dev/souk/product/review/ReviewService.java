package dev.souk.product.review;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.souk.product.catalogue.CatalogueService;
import dev.souk.product.catalogue.ProductId;
import dev.souk.product.catalogue.Ratings;
import dev.souk.product.purchase.PurchaseService;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongPredicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Reviews of products, each step in one transaction with the rating that it changes.
 *
 * <p>A shopper has bought a product when an order of theirs that has it is confirmed and not cancelled. When such an order is
 * cancelled afterwards, which it can be until it is dispatched, the review goes too, unless another order remains: the goods
 * were never in the shopper's hands. Who returns a product has had it, and the review stays. Purchases are forgotten after
 * {@code souk.purchases.kept-for}; a review outlives them.
 *
 * <p>Reviews of a deleted account that were approved stay and count, without name and shopper; all others are deleted.
 */
@Service
public class ReviewService {

    private static final Comparator<Review> BY_PRODUCT = Comparator.comparing(review -> review.product().value());

    private final Reviews reviews;
    private final Ratings ratings;
    private final CatalogueService catalogue;
    private final PurchaseService purchases;
    private final Clock clock;

    ReviewService(Reviews reviews, Ratings ratings, CatalogueService catalogue, PurchaseService purchases,
            Clock clock) {
        this.reviews = reviews;
        this.ratings = ratings;
        this.catalogue = catalogue;
        this.purchases = purchases;
        this.clock = clock;
    }

    /**
     * Writes a review, which waits for the operators.
     *
     * @throws dev.souk.product.catalogue.ProductNotFound when the product is not on sale
     * @throws NotBought when the shopper has not bought it
     * @throws AlreadyReviewed when the shopper has
     */
    @Transactional
    public Review write(ProductId product, UUID shopper, ReviewContent content) {
        catalogue.product(product, false);
        if (!purchases.hasBought(shopper, product)) {
            throw new NotBought();
        }
        Instant now = clock.instant();
        Review review = new Review(UuidCreator.getTimeOrderedEpoch(), product, shopper, content, ReviewStatus.PENDING,
                null, 1, now, now);
        if (!reviews.insert(review)) {
            throw new AlreadyReviewed(reviews.idOf(product, shopper));
        }
        return review;
    }

    /**
     * Replaces what a shopper says; it waits for the operators again and no longer counts.
     *
     * @throws ReviewNotFound when the shopper has no such review of the product
     * @throws ReviewChanged when it is at no version that the shopper has seen
     */
    @Transactional
    public Review edit(ProductId product, UUID id, UUID shopper, LongPredicate seen, ReviewContent content) {
        Review before = ownOf(product, id, shopper, seen);
        return change(before, before.edit(content, clock.instant()), null);
    }

    /** Deletes a shopper's own review; see {@link #edit} for the refusals. */
    @Transactional
    public void delete(ProductId product, UUID id, UUID shopper, LongPredicate seen) {
        remove(ownOf(product, id, shopper, seen));
    }

    /**
     * Shows the review to everybody; does nothing when it is shown already.
     *
     * @param seen the versions that the operator has read
     * @throws ReviewNotFound when there is none
     * @throws ReviewChanged when it was edited since
     */
    @Transactional
    public Review approve(UUID id, LongPredicate seen, UUID moderator) {
        return decide(id, seen, moderator, review -> review.isApproved() ? review : review.approve());
    }

    /** Hides the review from all but its shopper, who reads why; see {@link #approve} for the refusals. */
    @Transactional
    public Review reject(UUID id, LongPredicate seen, UUID moderator, String reason) {
        return decide(id, seen, moderator, review -> review.reject(reason));
    }

    /**
     * One review of the product.
     *
     * @param reader null for nobody in particular
     * @throws ReviewNotFound when there is none, or it is not approved and the reader neither its shopper nor an operator
     */
    @Transactional(readOnly = true)
    public Review review(ProductId product, UUID id, @Nullable UUID reader, boolean forOperator) {
        return reviews.find(id)
                .filter(review -> review.product().equals(product))
                .filter(review -> forOperator || review.isApproved() || review.isBy(reader))
                .orElseThrow(() -> new ReviewNotFound(id));
    }

    /**
     * Approved reviews of a product, the newest first.
     *
     * @throws dev.souk.product.catalogue.ProductNotFound when the product is not on sale
     */
    @Transactional(readOnly = true)
    public List<Review> approvedOf(ProductId product, Optional<UUID> before, int size) {
        catalogue.product(product, false);
        return reviews.approvedOf(product, before, size);
    }

    /** The reviews in a status, the oldest first. */
    @Transactional(readOnly = true)
    public List<Review> in(ReviewStatus status, Optional<UUID> after, int size) {
        return reviews.in(status, after, size);
    }

    /** Orders were cancelled, and {@link PurchaseService} knows it: reviews that rest on nothing else are deleted. */
    @Transactional
    public void ordersCancelled(Collection<UUID> orders) {
        if (!orders.isEmpty()) {
            reviews.lockThoseOfCancelled(orders).stream().sorted(BY_PRODUCT).forEach(this::remove);
        }
    }

    /** The account is gone, and {@link PurchaseService} knows it, so that no review of it can be written any longer. */
    @Transactional
    public void shopperDeleted(UUID shopper) {
        for (Review review : reviews.lockOf(shopper)) {
            if (review.isApproved()) {
                reviews.anonymise(review.id());
            } else {
                reviews.delete(review.id());
            }
        }
    }

    private Review ownOf(ProductId product, UUID id, UUID shopper, LongPredicate seen) {
        Review review = reviews.lock(id)
                .filter(found -> found.product().equals(product) && found.isBy(shopper))
                .orElseThrow(() -> new ReviewNotFound(id));
        return at(seen, review);
    }

    private Review decide(UUID id, LongPredicate seen, UUID moderator, UnaryOperator<Review> decision) {
        Review before = at(seen, reviews.lock(id).orElseThrow(() -> new ReviewNotFound(id)));
        return change(before, decision.apply(before), moderator);
    }

    private static Review at(LongPredicate seen, Review review) {
        if (!seen.test(review.version())) {
            throw new ReviewChanged(review);
        }
        return review;
    }

    private Review change(Review before, Review after, @Nullable UUID moderator) {
        if (!after.equals(before)) {
            reviews.update(after, moderator);
            discount(before);
            count(after);
        }
        return after;
    }

    private void remove(Review review) {
        reviews.delete(review.id());
        discount(review);
    }

    private void count(Review review) {
        if (review.isApproved()) {
            ratings.add(review.product(), review.content().rating());
        }
    }

    private void discount(Review review) {
        if (review.isApproved()) {
            ratings.remove(review.product(), review.content().rating());
        }
    }
}
