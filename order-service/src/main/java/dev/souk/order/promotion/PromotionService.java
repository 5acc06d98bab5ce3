package dev.souk.order.promotion;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import com.github.f4b6a3.uuid.UuidCreator;

/** The operators' view of the promotions, and what a shopper may use of them. */
@Service
public class PromotionService {

    private final Promotions promotions;
    private final Clock clock;

    PromotionService(Promotions promotions, Clock clock) {
        this.promotions = promotions;
        this.clock = clock;
    }

    /** @throws CodeTaken when another promotion has the code */
    @Transactional
    public Promotion add(Terms terms, UUID operator) {
        Instant now = now();
        Promotion promotion = new Promotion(UuidCreator.getTimeOrderedEpoch(), 1, terms, 0, now, operator, now,
                operator);
        try {
            promotions.add(promotion);
        } catch (DuplicateKeyException taken) {
            throw new CodeTaken(String.valueOf(terms.code()));
        }
        return promotion;
    }

    /**
     * Orders that were placed keep what they got. A promotion ends when {@code validUntil} is now.
     *
     * @param seen the versions that the operator has read
     * @throws PromotionNotFound when there is none
     * @throws StalePromotion    when it has another version by now
     * @throws CodeTaken         when another promotion has the new code
     * @throws InvalidPromotion  when more orders have it already than the new limit allows
     */
    @Transactional
    public Promotion replace(UUID id, LongPredicate seen, Terms terms, UUID operator) {
        Promotion locked = promotions.lock(id).orElseThrow(() -> new PromotionNotFound(id));
        if (!seen.test(locked.version())) {
            throw new StalePromotion();
        }
        long redeemed = locked.redeemed();
        if (terms.maxRedemptions() != null && terms.maxRedemptions() < redeemed) {
            throw new InvalidPromotion(redeemed + " orders have it already: let maxRedemptions be as many at least");
        }
        Promotion changed = new Promotion(id, locked.version() + 1, terms, redeemed, locked.createdAt(),
                locked.createdBy(),
                now(), operator);
        try {
            promotions.replace(changed);
        } catch (DuplicateKeyException taken) {
            throw new CodeTaken(String.valueOf(terms.code()));
        }
        return changed;
    }

    /** @throws PromotionNotFound when there is none */
    @Transactional(readOnly = true)
    public Promotion find(UUID id) {
        return promotions.find(id).orElseThrow(() -> new PromotionNotFound(id));
    }

    /** The newest first, beginning after the given one. */
    @Transactional(readOnly = true)
    public List<Promotion> page(@Nullable UUID after, int limit) {
        return promotions.page(after, limit);
    }

    /**
     * The promotions that count for this shopper at this moment: those without a code that are not used up, and the coupon.
     *
     * @param couponCode in any case; null for none
     * @throws CouponRefused when there is no such coupon for this shopper, it is not valid now, or is used up
     */
    @Transactional(readOnly = true)
    public List<Promotion> forShopper(UUID user, @Nullable String couponCode) {
        Instant now = now();
        List<Promotion> valid = new ArrayList<>();
        for (Promotions.Offer offer : promotions.automatic(user, now)) {
            if (!offer.isExhausted() && !offer.isUsedUp()) {
                valid.add(offer.promotion());
            }
        }
        if (couponCode != null) {
            valid.add(coupon(user, couponCode.toUpperCase(Locale.ROOT), now));
        }
        return List.copyOf(valid);
    }

    private Promotion coupon(UUID user, String code, Instant now) {
        Promotions.Offer offer = promotions.withCode(code, user)
                .filter(found -> found.promotion().terms().isFor(user))
                .orElseThrow(() -> CouponRefused.unknown(code));
        Terms terms = offer.promotion().terms();
        if (now.isBefore(terms.validFrom())) {
            throw CouponRefused.notYetValid(code, terms.validFrom().toString());
        }
        if (terms.validUntil() != null && !now.isBefore(terms.validUntil())) {
            throw CouponRefused.expired(code, terms.validUntil().toString());
        }
        if (offer.isUsedUp()) {
            throw CouponRefused.usedUp(code);
        }
        if (offer.isExhausted()) {
            throw CouponRefused.exhausted(code);
        }
        return offer.promotion();
    }

    /** No finer than the database keeps. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
