package dev.souk.order.pricing;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import dev.souk.common.money.Money;
import dev.souk.order.checkout.InvalidOrder;
import dev.souk.order.checkout.OrderDraft;
import dev.souk.order.checkout.OrderLine;
import dev.souk.order.checkout.UserId;
import dev.souk.order.client.ProductClient;
import dev.souk.order.client.ProductClient.Variant;
import dev.souk.order.promotion.CouponRefused;
import dev.souk.order.promotion.Promotion;
import dev.souk.order.promotion.PromotionService;

/** What things and orders cost at this moment. Never call it inside a transaction: it waits for another service. */
@Service
public class Pricing {

    private final ProductClient products;
    private final PromotionService promotions;
    private final LivePriceRules rules;

    Pricing(ProductClient products, PromotionService promotions, LivePriceRules rules) {
        this.products = products;
        this.promotions = promotions;
        this.rules = rules;
    }

    /** What the catalogue offers of these SKUs, by SKU; what it does not know is missing. */
    public Map<String, Variant> variants(Collection<String> skus) {
        if (skus.isEmpty()) {
            return Map.of();
        }
        return products.variants(skus).items().stream().collect(Collectors.toMap(Variant::sku, Function.identity()));
    }

    /** @throws UnsellableSkus when at least one of them cannot be bought, naming all that cannot */
    public void requireSellable(Basket basket) {
        lines(basket);
    }

    /**
     * What the basket costs as an order, with the promotions that are best for the shopper. A coupon that applies, and yet
     * would not make the order cheaper than others do, is not used.
     *
     * @param country    to which it is sent, an ISO 3166 code
     * @param couponCode null for none
     * @throws UnsellableSkus                          when at least one SKU cannot be bought
     * @throws InvalidOrder                            when there are too many lines, two currencies, or too much money
     * @throws NotDeliverable                          when nothing is sent to that country
     * @throws dev.souk.order.promotion.CouponRefused when the coupon does not count
     */
    public Quote quote(UserId user, Basket basket, String country, @Nullable String couponCode) {
        List<PricedLine> priced = lines(basket);
        List<OrderLine> lines = OrderDraft.checked(priced.stream().map(PricedLine::line).toList());
        try {
            Money goods = lines.stream().map(OrderLine::total).reduce(Money::plus).orElseThrow();
            List<Promotion> applicable = promotions.forShopper(user.value(), couponCode).stream()
                    .filter(promotion -> applies(promotion, lines, goods)).toList();
            return PriceComputation.cheapest(priced, applicable, country, rules.current());
        } catch (ArithmeticException overflow) {
            throw InvalidOrder.tooLarge();
        }
    }

    private static boolean applies(Promotion promotion, List<OrderLine> lines, Money goods) {
        Optional<String> obstacle = Conditions.obstacle(promotion.terms(), lines, goods);
        String code = promotion.terms().code();
        if (obstacle.isPresent() && code != null) {
            throw CouponRefused.notApplicable(code, obstacle.get());
        }
        return obstacle.isEmpty();
    }

    private List<PricedLine> lines(Basket basket) {
        Map<String, Variant> variants = variants(basket.skus());
        List<String> unsellable = basket.skus().stream().filter(sku -> !isSellable(variants.get(sku))).toList();
        if (!unsellable.isEmpty()) {
            throw new UnsellableSkus(unsellable);
        }
        return basket.quantities().entrySet().stream()
                .map(item -> line(requireNonNull(variants.get(item.getKey())), item.getValue()))
                .toList();
    }

    private static boolean isSellable(@Nullable Variant variant) {
        return variant != null && variant.sellable();
    }

    private static PricedLine line(Variant variant, int quantity) {
        Money listPrice = variant.price().equals(variant.listPrice()) ? null : variant.listPrice();
        return new PricedLine(new OrderLine(variant.sku(), variant.title(), quantity, variant.price()), listPrice);
    }
}
