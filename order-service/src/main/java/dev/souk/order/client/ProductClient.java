package dev.souk.order.client;

import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

import dev.souk.common.money.Money;

/** The catalogue, which alone knows what a SKU costs. */
@FeignClient(name = "product-service", fallbackFactory = ProductClientFallback.class)
public interface ProductClient {

    /**
     * @param price     what it costs now
     * @param listPrice what it costs while no sale is on; null when an older product-service does not say
     * @param sellable  whether it may be sold at all; whether there is any is inventory's word
     */
    record Variant(String sku, String title, Money price, @Nullable Money listPrice, boolean sellable) {}

    record Variants(List<Variant> items) {}

    /**
     * SKUs that the catalogue does not know are missing in the answer.
     *
     * @throws dev.souk.common.web.client.DependencyUnavailable when there is no answer: a price is never guessed
     */
    @GetMapping("/api/v1/products/variants")
    Variants variants(@RequestParam("sku") Collection<String> skus);
}
