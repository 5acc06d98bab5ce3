package dev.souk.order;

import static dev.souk.order.Client.json;
import static dev.souk.order.Client.newKey;
import static dev.souk.order.OtherServices.ADDRESS;
import static java.util.Objects.requireNonNull;
import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redisson.api.RKeys;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
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
    private final RedissonClient maps;
    private final UUID shopperId = UUID.randomUUID();
    private final TestTokens.Token token = TestTokens.shopper(shopperId);
    private final Client shopper;
    private final Client guest;
    private final String cartId = UUID.randomUUID().toString();

    @Autowired
    CartTests(OtherServices others, RedissonClient redis, @LocalServerPort int port) {
        this.others = others;
        this.redis = redis.getKeys();
        this.maps = redis;
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
                {"items": [{"sku": "MUG-1", "quantity": 2, "available": 100}], "changes": [],
                 "missing": ["PRICES"]}"""));
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
                {"items": [{"sku": "TEA-7", "quantity": 1, "available": 100}], "changes": [],
                 "missing": ["PRICES"]}"""));
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

    @Test
    void whatHasChangedSinceTheCartWasLastShownIsToldOnce() {
        put(5);
        others.mugsCost(1_799);
        others.available("MUG-1", 3);

        assertThat(cart().get("changes")).isEqualTo(json("""
                [{"sku": "MUG-1", "kind": "PRICE_CHANGED", "from": {"amount": 1999, "currency": "USD"},
                  "to": {"amount": 1799, "currency": "USD"}},
                 {"sku": "MUG-1", "kind": "ONLY_SOME_LEFT", "left": 3}]"""));
        JsonNode again = cart();
        assertThat(again.get("changes").isEmpty()).isTrue();
        assertThat(again.at("/items/0/available").asInt()).isEqualTo(3);

        others.sellNothing();
        assertThat(cart().get("changes")).isEqualTo(json("[{\"sku\": \"MUG-1\", \"kind\": \"NO_LONGER_SOLD\"}]"));
        others.mugsCost(1_999);
        others.available("MUG-1", 5);
        assertThat(cart().get("changes").valueStream().map(change -> change.get("kind").asString()))
                .containsExactly("SOLD_AGAIN", "PRICE_CHANGED", "ENOUGH_AGAIN");
    }

    @Test
    void whatIsNotKnownIsNeitherToldNorForgotten() {
        put(2);
        others.mugsCost(1_799);
        others.failToSayHowMuchThereIs();
        JsonNode priced = cart();
        assertThat(priced.get("missing")).isEqualTo(json("[\"AVAILABILITY\"]"));
        assertThat(priced.at("/items/0").has("available")).isFalse();
        assertThat(priced.at("/changes/0/kind").asString()).isEqualTo("PRICE_CHANGED");

        others.failToSayWhatThingsCost();
        others.available("MUG-1", 1);
        assertThat(cart().at("/changes/0/kind").asString()).isEqualTo("ONLY_SOME_LEFT");
        others.mugsCost(1_799);
        assertThat(cart().get("changes").isEmpty()).as("that price was shown before").isTrue();
    }

    @Test
    void aTabThatDidNotSeeTheOthersChangeIsRefused() {
        String seen = requireNonNull(put(1).etag());
        String seenByOther = requireNonNull(shopper.get("/api/v1/cart").etag());
        assertThat(seenByOther).isEqualTo(seen);

        assertThat(put(2, seen).status()).isEqualTo(200);

        Reply late = put(3, seenByOther);
        assertThat(late.status()).isEqualTo(412);
        assertThat(late.body().get("type").asString()).endsWith("/stale-version");
        assertThat(shopper.call(HttpMethod.DELETE, "/api/v1/cart/items/MUG-1", Map.of("If-Match", seenByOther), null)
                .status()).isEqualTo(412);
        assertThat(cart().at("/items/0/quantity").asInt()).isEqualTo(2);
    }

    @Test
    void aChangeMayNameSeveralCartsOrTakeWhateverThereIs() {
        String seen = requireNonNull(put(1).etag());

        assertThat(put(2, "nonsense").status()).isEqualTo(400);
        assertThat(put(2, "\"another\", " + seen).status()).isEqualTo(200);
        assertThat(put(3, "*").status()).isEqualTo(200);
        assertThat(cart().at("/items/0/quantity").asInt()).isEqualTo(3);
    }

    @Test
    void ofTwoTabsThatChangeTheSameCartAtOnceOneIsRefused() {
        for (int round = 0; round < 10; round++) {
            String seen = requireNonNull(put(1).etag());
            List<CompletableFuture<Reply>> tabs = IntStream.rangeClosed(2, 5)
                    .mapToObj(quantity -> supplyAsync(() -> put(quantity, seen))).toList();
            assertThat(tabs.stream().map(CompletableFuture::join).map(Reply::status))
                    .containsExactlyInAnyOrder(200, 412, 412, 412);
        }
    }

    @Test
    void mergesAtTheSameMomentAddOnceAndLoseNothing() {
        guest(HttpMethod.PUT, "/api/v1/cart/items/MUG-1", "{\"quantity\": 2}");
        put(1);
        List<CompletableFuture<Reply>> merges = IntStream.range(0, 8)
                .mapToObj(_ -> supplyAsync(this::merge)).toList();
        Reply tea = shopper.call(HttpMethod.PUT, "/api/v1/cart/items/TEA-7", "{\"quantity\": 1}");

        assertThat(merges.stream().map(CompletableFuture::join).map(Reply::status)).containsOnly(200);
        assertThat(tea.status()).isEqualTo(200);
        assertThat(cart().get("items").valueStream().map(item -> item.get("quantity").asInt())).containsExactly(3, 1);
        assertThat(redis.countExists(guestsKey())).isZero();
    }

    @Test
    void aMergeThatBrokeOffIsFinishedByTheNextOne() {
        guest(HttpMethod.PUT, "/api/v1/cart/items/MUG-1", "{\"quantity\": 2}");
        // as it is after the guest's cart was set aside: the process died before it was added
        maps.getMap("{" + guestsKey() + "}:claimed", StringCodec.INSTANCE)
                .putAll(Map.of("TEA-7", "4", ":shopper", shopperId.toString(), ":claim", "claim-1"));

        assertThat(merge().body().get("items").valueStream().map(item -> item.get("quantity").asInt()))
                .containsExactly(2, 4);

        // and as it is when it was added and not yet forgotten
        maps.getMap("{" + guestsKey() + "}:claimed", StringCodec.INSTANCE)
                .putAll(Map.of("TEA-7", "4", ":shopper", shopperId.toString(), ":claim", "claim-1"));
        assertThat(merge().body().at("/items/1/quantity").asInt()).isEqualTo(4);
        assertThat(redis.countExists("{" + guestsKey() + "}:claimed")).isZero();
    }

    @Test
    void mergedQuantitiesStopAtTheLimit() {
        guest(HttpMethod.PUT, "/api/v1/cart/items/MUG-1", "{\"quantity\": 600}");
        put(500);

        assertThat(merge().body().at("/items/0/quantity").asInt()).isEqualTo(1_000);
        assertThat(redis.countExists(guestsKey())).isZero();
    }

    @Test
    void aMergedCartHasFiftySkusAtMost() {
        maps.getMap("souk:cart:shopper:" + shopperId, StringCodec.INSTANCE).putAll(IntStream.range(0, 49).boxed()
                .collect(Collectors.toMap(n -> "SKU-" + n, _ -> "1")));
        guest(HttpMethod.PUT, "/api/v1/cart/items/MUG-1", "{\"quantity\": 1}");
        guest(HttpMethod.PUT, "/api/v1/cart/items/TEA-7", "{\"quantity\": 1}");

        assertThat(merge().body().get("items").size()).isEqualTo(50);
        assertThat(shopper.call(HttpMethod.PUT, "/api/v1/cart/items/TEA-7", "{\"quantity\": 1}").body().get("type")
                .asString()).endsWith("/cart-full");
    }

    @Test
    void anotherShopperCannotTakeWhatIsBeingMerged() {
        maps.getMap("{" + guestsKey() + "}:claimed", StringCodec.INSTANCE)
                .putAll(Map.of("TEA-7", "4", ":shopper", UUID.randomUUID().toString(), ":claim", "claim-1"));

        assertThat(merge().body().get("items").isEmpty()).isTrue();
    }

    private Reply merge() {
        return shopper.call(HttpMethod.POST, "/api/v1/cart/merge", Map.of("Cart-Id", cartId), null);
    }

    private Reply put(int quantity, String etag) {
        return shopper.call(HttpMethod.PUT, "/api/v1/cart/items/MUG-1", Map.of("If-Match", etag),
                "{\"quantity\": %d}".formatted(quantity));
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
