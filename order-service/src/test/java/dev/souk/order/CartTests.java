package dev.souk.order;

import static dev.souk.order.Client.json;
import static dev.souk.order.Client.newKey;
import static dev.souk.order.OtherServices.ADDRESS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redisson.api.RKeys;
import org.redisson.api.RedissonClient;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;

import dev.souk.common.web.test.TestTokens;
import dev.souk.order.Client.Reply;
import tools.jackson.databind.JsonNode;

/** Carts of shoppers and of guests. */
@RunningOrderService
class CartTests {

    private static final String ORDER_OF_THE_CART = "{\"addressId\": \"" + ADDRESS + "\"}";
    private static final Duration HOUR = Duration.ofHours(1);

    private final OtherServices others;
    private final RKeys redis;
    private final UUID shopperId = UUID.randomUUID();
    private final TestTokens.Token token = TestTokens.shopper(shopperId);
    private final Client shopper;
    private final Client guest;
    private final String cartId = UUID.randomUUID().toString();

    @Autowired
    CartTests(OtherServices others, RedissonClient redis, @LocalServerPort int port) {
        this.others = others;
        this.redis = redis.getKeys();
        this.shopper = new Client(port, token);
        this.guest = new Client(port, null);
    }

    @BeforeEach
    void othersAnswer() {
        others.answerAsUsual(token);
    }

    @Test
    void anOrderFromTheCartEmptiesTheCart() {
        put(3);
        assertThat(cart().get("total")).isEqualTo(json("{\"amount\": 5997, \"currency\": \"USD\"}"));
        String key = newKey();

        Reply placed = shopper.place(key, ORDER_OF_THE_CART);

        assertThat(placed.status()).isEqualTo(201);
        assertThat(placed.body().at("/lines/0/quantity").asInt()).isEqualTo(3);
        assertThat(cart().get("items").isEmpty()).isTrue();
        assertThat(shopper.place(key, ORDER_OF_THE_CART)).as("although the cart is empty now").isEqualTo(placed);
        assertThat(shopper.place(newKey(), ORDER_OF_THE_CART).status()).isEqualTo(422);
    }

    @Test
    void aGuestsCartIsMergedOnce() {
        guest(HttpMethod.PUT, "/api/v1/cart/items/MUG-1", "{\"quantity\": 2}");
        put(1);

        for (int i = 0; i < 2; i++) {
            JsonNode merged = shopper.call(HttpMethod.POST, "/api/v1/cart/merge", Map.of("Cart-Id", cartId), null)
                    .body();
            assertThat(merged.at("/items/0/quantity").asInt()).isEqualTo(3);
        }
        assertThat(guest(HttpMethod.GET, "/api/v1/cart", null).body().get("items").isEmpty()).isTrue();
    }

    @Test
    void aQuoteIsWhatTheOrderWillCost() {
        put(3);

        Reply quote = shopper.post("/api/v1/cart/quote", ORDER_OF_THE_CART);

        assertThat(quote.body().get("total"))
                .isEqualTo(shopper.place(newKey(), ORDER_OF_THE_CART).body().get("total"));
    }

    @Test
    void nothingIsPutIntoTheCartWhileNobodyKnowsWhatItCosts() {
        put(1);
        others.failToSayWhatThingsCost();

        assertThat(put(2).status()).isEqualTo(503);
        assertThat(cart().at("/items/0/quantity").asInt()).as("nothing was changed").isEqualTo(1);
    }

    @Test
    void aChangeThatWasStoredIsAnsweredAsStoredWhenThePricesAreNotThere() {
        others.failToSayWhatThingsCostAfterTheFirstTime();

        Reply changed = put(2);

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.body()).isEqualTo(json("""
                {"items": [{"sku": "MUG-1", "quantity": 2}], "missing": ["PRICES"]}"""));
        others.mugsCost(1_999);
        assertThat(cart().at("/total/amount").asInt()).isEqualTo(3_998);
        assertThat(cart().get("missing").isEmpty()).isTrue();
    }

    @Test
    void whatIsInTheCartCanBeTakenOutWithoutTheCatalogue() {
        put(2);
        shopper.call(HttpMethod.PUT, "/api/v1/cart/items/TEA-7", "{\"quantity\": 1}");
        others.failToSayWhatThingsCost();

        Reply changed = shopper.call(HttpMethod.DELETE, "/api/v1/cart/items/MUG-1", null);

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.body()).isEqualTo(json("""
                {"items": [{"sku": "TEA-7", "quantity": 1}], "missing": ["PRICES"]}"""));
    }

    @Test
    void aGuestsCartLivesForTwoWeeksAfterItsLastUseAndAShoppersLonger() {
        guest(HttpMethod.PUT, "/api/v1/cart/items/MUG-1", "{\"quantity\": 2}");
        put(1);

        assertThat(guestsTimeToLive()).isBetween(Duration.ofDays(13), Duration.ofDays(14));
        assertThat(shoppersTimeToLive()).isBetween(Duration.ofDays(89), Duration.ofDays(90));
    }

    @Test
    void lookingAtACartOrTakingSomethingOutLetsItLiveOn() {
        guest(HttpMethod.PUT, "/api/v1/cart/items/MUG-1", "{\"quantity\": 2}");
        guest(HttpMethod.PUT, "/api/v1/cart/items/TEA-7", "{\"quantity\": 2}");

        letExpireIn(HOUR);
        guest(HttpMethod.GET, "/api/v1/cart", null);
        assertThat(guestsTimeToLive()).isGreaterThan(HOUR);

        letExpireIn(HOUR);
        guest(HttpMethod.DELETE, "/api/v1/cart/items/TEA-7", null);
        assertThat(guestsTimeToLive()).isGreaterThan(HOUR);
    }

    @Test
    void nobodyFillsTheStoreByLookingAtCartsThatAreNotThere() {
        guest(HttpMethod.GET, "/api/v1/cart", null);

        assertThat(redis.countExists(guestsKey())).isZero();
    }

    private Reply put(int quantity) {
        return shopper.call(HttpMethod.PUT, "/api/v1/cart/items/MUG-1", "{\"quantity\": %d}".formatted(quantity));
    }

    private JsonNode cart() {
        return shopper.get("/api/v1/cart").body();
    }

    private Reply guest(HttpMethod method, String path, @Nullable String body) {
        return guest.call(method, path, Map.of("Cart-Id", cartId), body);
    }

    private Duration guestsTimeToLive() {
        return Duration.ofMillis(redis.remainTimeToLive(guestsKey()));
    }

    private Duration shoppersTimeToLive() {
        return Duration.ofMillis(redis.remainTimeToLive("souk:cart:shopper:" + shopperId));
    }

    private void letExpireIn(Duration time) {
        redis.expire(guestsKey(), time.toSeconds(), TimeUnit.SECONDS);
    }

    private String guestsKey() {
        return "souk:cart:guest:" + cartId;
    }
}
