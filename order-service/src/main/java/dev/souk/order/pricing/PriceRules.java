package dev.souk.order.pricing;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

import dev.souk.common.money.Money;
import dev.souk.order.money.Percentage;

/**
 * {@code souk.pricing}: what delivery costs and which tax is owed, both by the country of the address. Without any rule
 * delivery is free and no tax is stated, so that an order costs what its lines cost.
 *
 * @param taxIncluded whether the catalogue's prices and the shipping prices contain the tax
 * @param taxes       by country; where none is named no tax is owed
 * @param shipping    the first that fits country and currency counts; where rules are given and none fits, nothing is sent
 */
record PriceRules(@DefaultValue("true") boolean taxIncluded, @DefaultValue List<Tax> taxes,
        @DefaultValue List<Shipping> shipping) {

    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

    /**
     * @param countries ISO 3166 codes in capitals
     * @param percent   of the price without tax, 0 to 100 with up to four decimals
     */
    record Tax(Set<String> countries, BigDecimal percent) {

        Tax {
            countries = checked(countries);
            Percentage.of(percent);
        }
    }

    /**
     * @param countries ISO 3166 codes in capitals; empty for all
     * @param currency  of the order and of the amounts
     * @param price     of one delivery, in minor units
     * @param freeFrom  what the goods must cost after discounts for it to be free, in minor units; null for never
     */
    record Shipping(@DefaultValue Set<String> countries, Currency currency, long price,
            @Name("free-from") @Nullable Long freeFrom) {

        Shipping {
            countries = checked(countries);
            if (price < 0 || freeFrom != null && freeFrom < 0) {
                throw new IllegalArgumentException("souk.pricing.shipping: price and free-from are not negative");
            }
        }

        boolean fits(String country, Currency ordered) {
            return (countries.isEmpty() || countries.contains(country)) && currency.equals(ordered);
        }
    }

    PriceRules {
        taxes = List.copyOf(taxes);
        shipping = List.copyOf(shipping);
        List<String> taxed = new ArrayList<>();
        taxes.forEach(tax -> taxed.addAll(tax.countries()));
        if (new HashSet<>(taxed).size() < taxed.size()) {
            throw new IllegalArgumentException("souk.pricing.taxes: name each country once, not as in " + taxed);
        }
    }

    Percentage taxIn(String country) {
        return taxes.stream().filter(tax -> tax.countries().contains(country)).findFirst()
                .map(tax -> Percentage.of(tax.percent())).orElse(new Percentage(0));
    }

    /**
     * @param goods what they cost after discounts
     * @throws NotDeliverable when nothing is sent there
     */
    Money shippingTo(String country, Money goods) {
        if (shipping.isEmpty()) {
            return Money.zero(goods.currency());
        }
        Shipping rule = shipping.stream().filter(one -> one.fits(country, goods.currency())).findFirst()
                .orElseThrow(() -> new NotDeliverable(country, goods.currency()));
        boolean free = rule.freeFrom() != null && goods.amount() >= rule.freeFrom();
        return new Money(free ? 0 : rule.price(), goods.currency());
    }

    private static Set<String> checked(Set<String> countries) {
        for (String country : countries) {
            if (!COUNTRY.matcher(country).matches()) {
                throw new IllegalArgumentException("souk.pricing: " + country
                        + " is no ISO 3166 code of a country in capitals (in YAML, write 'NO' in quotes)");
            }
        }
        return Set.copyOf(countries);
    }
}
