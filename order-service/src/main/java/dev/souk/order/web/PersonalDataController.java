package dev.souk.order.web;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import dev.souk.common.money.Money;
import dev.souk.order.cart.CartOwner;
import dev.souk.order.cart.Carts;
import dev.souk.order.checkout.DeliveryAddress;
import dev.souk.order.checkout.OrderId;
import dev.souk.order.checkout.OrderView;
import dev.souk.order.checkout.PersonalData;
import dev.souk.order.checkout.PersonalData.PersonalOrder;
import dev.souk.order.checkout.UserId;
import dev.souk.order.pricing.Basket;
import dev.souk.order.returns.ReturnService;
import dev.souk.order.web.PriceResponse.DiscountResponse;
import jakarta.servlet.http.HttpServletResponse;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** For user-service, which gives people what the platform holds of them. */
@RestController
class PersonalDataController {

    private static final int PAGE = 100;

    /** The token of the payment method is left out: it is a key to money, not something to know. */
    record OrderData(UUID id, PublicStatus status, Money total, List<LineResponse> lines,
            List<DiscountResponse> discounts, Money shipping, Money tax, DeliveryAddress shipTo, List<String> notes,
            Instant createdAt, Instant changedAt) {

        static OrderData of(PersonalOrder personal, List<String> words) {
            OrderView order = personal.order();
            PriceResponse price = PriceResponse.of(order.lines(), order.charges(), order.total());
            return new OrderData(order.id().value(), PublicStatus.of(order.status()), price.total(), price.lines(),
                    price.discounts(), price.shipping(), price.tax(), personal.shipTo(),
                    Stream.concat(personal.notes().stream(), words.stream()).toList(),
                    order.createdAt(), order.changedAt());
        }
    }

    private final PersonalData personalData;
    private final ReturnService returns;
    private final Carts carts;
    private final JsonMapper json;

    PersonalDataController(PersonalData personalData, ReturnService returns, Carts carts, JsonMapper json) {
        this.personalData = personalData;
        this.returns = returns;
        this.carts = carts;
        this.json = json;
    }

    /**
     * {@code {userId, cart: [{sku, quantity}], orders: [...]}}, written while it is read, so that no number of orders is too
     * large. When something fails on the way the answer breaks off and is no JSON: a part never passes for the whole.
     */
    @PreAuthorize("authentication.name == 'user-service'")
    @GetMapping("/internal/users/{userId}/personal-data")
    void personalData(@PathVariable UUID userId, HttpServletResponse response) throws IOException {
        UserId user = new UserId(userId);
        // both are asked before the first byte is written, so that an outage is still answered with 503
        Basket cart = carts.of(new CartOwner.Shopper(userId));
        List<PersonalOrder> page = personalData.orders(user, null, PAGE);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        JsonGenerator out = json.writer().without(StreamWriteFeature.AUTO_CLOSE_CONTENT)
                .createGenerator(response.getOutputStream());
        out.writeStartObject();
        out.writePOJOProperty("userId", userId);
        out.writePOJOProperty("cart", items(cart));
        out.writeArrayPropertyStart("orders");
        while (!page.isEmpty()) {
            Map<OrderId, List<String>> words = returns
                    .wordsOf(page.stream().map(order -> order.order().id()).toList());
            page.forEach(
                    order -> out.writePOJO(OrderData.of(order, words.getOrDefault(order.order().id(), List.of()))));
            page = personalData.orders(user, page.getLast().order().id(), PAGE);
        }
        out.writeEndArray();
        out.writeEndObject();
        out.flush();
    }

    private static List<Basket.Item> items(Basket cart) {
        return cart.quantities().entrySet().stream().map(item -> new Basket.Item(item.getKey(), item.getValue()))
                .toList();
    }
}
