package dev.souk.product.catalogue;

import dev.souk.common.money.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One buyable form of a product.
 *
 * @param listPrice what it costs while no sale is on
 * @param sales in the order of time, at most one of them at any moment
 */
public record Variant(Sku sku, Money listPrice, List<Sale> sales, Attributes attributes) {

    private static final int MOST_SALES = 20;

    /** @throws InvalidProduct when there are too many sales, two overlap, or one is no reduction in the same currency */
    public Variant {
        if (sales.size() > MOST_SALES) {
            throw new InvalidProduct("/sales",
                    "a variant has at most " + MOST_SALES + " sales; leave out those that are over");
        }
        for (int i = 0; i < sales.size(); i++) {
            checkSale("/sales/" + i, sales.get(i), listPrice);
            if (sales.subList(0, i).stream().anyMatch(sales.get(i)::overlaps)) {
                throw new InvalidProduct("/sales/" + i, "overlaps another sale of this variant");
            }
        }
        sales = sales.stream().sorted(Comparator.comparing(Sale::from)).toList();
    }

    private static void checkSale(String pointer, Sale sale, Money listPrice) {
        if (!sale.price().currency().equals(listPrice.currency())) {
            throw new InvalidProduct(pointer, "a sale price has the currency of the price, " + listPrice.currency());
        }
        if (sale.price().compareTo(listPrice) > 0) {
            throw new InvalidProduct(pointer, "a sale price is at most the price, " + listPrice);
        }
    }

    public Money priceAt(Instant at) {
        return saleAt(at).map(Sale::price).orElse(listPrice);
    }

    public Optional<Sale> saleAt(Instant at) {
        return sales.stream().filter(sale -> sale.isOn(at)).findFirst();
    }

    /**
     * What becomes of a variant when a feed says this of it. A feed speaks of the list price and of the sales that feeds have
     * brought. An operator's sale stays, before one of the feed at the same time; it goes when it no longer makes the variant
     * cheaper, or has another currency.
     */
    Variant broughtTo(Variant present) {
        List<Sale> merged = new ArrayList<>(present.sales().stream()
                .filter(sale -> !sale.byFeed() && sale.price().currency().equals(listPrice.currency())
                        && sale.price().compareTo(listPrice) <= 0)
                .toList());
        sales.stream().filter(sale -> merged.stream().noneMatch(sale::overlaps)).toList().forEach(merged::add);
        return new Variant(sku, listPrice, merged, present.attributes());
    }

    /** When the price changes by itself. */
    Stream<Instant> priceChanges() {
        return sales.stream().flatMap(sale -> Stream.of(sale.from(), sale.until()));
    }
}
