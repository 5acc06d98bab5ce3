package dev.souk.local.chaos;

import dev.souk.local.Pauses;
import dev.souk.local.api.Answer;
import dev.souk.local.api.SoukApi;
import dev.souk.local.chaos.ShopperLog.Entry;
import dev.souk.local.chaos.ShopperLog.Stage;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A shopper, or the operator, who asks again under the same key until told what became of a request, or out of patience. */
final class Customer {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(400);
    /** The same key is in flight, the goods are not held yet, not paid, or not known to be delivered. */
    private static final Set<String> MAY_COME_TOO_EARLY = Set.of("place", "pay", "dispatch", "return");

    private final SoukApi api;
    private final ShopperLog log;
    private final @Nullable String shopper;
    private final String address;
    private final String email;

    private Customer(SoukApi api, ShopperLog log, @Nullable String shopper, String address, String email) {
        this.api = api;
        this.log = log;
        this.shopper = shopper;
        this.address = address;
        this.email = email;
    }

    static Customer operator(SoukApi operator, ShopperLog log) {
        return new Customer(operator, log, null, "", "");
    }

    /** Registers somebody new. */
    static Customer register(SoukApi api, ShopperLog log) {
        String email = "chaos-" + UUID.randomUUID() + "@souk.test";
        String password = UUID.randomUUID().toString();
        api.post("/auth/register", Map.of("email", email, "password", password, "displayName", "Chaos")).expect(201);
        SoukApi own = api.logIn(email, password);
        Map<String, String> address = Map.of("recipient", "Chaos", "line1", "2 Broken Lane", "city", "Riverton",
                "postalCode", "54321", "countryCode", "US");
        return new Customer(own, log, own.get("/users/me").expect(200).path("id").asString(),
                own.post("/users/me/addresses", address).expect(201).path("id").asString(), email);
    }

    /** Null for the operator. */
    @Nullable
    String id() {
        return shopper;
    }

    String email() {
        return email;
    }

    SoukApi api() {
        return api;
    }

    /** Empty when it was refused, or when nobody said what became of it. */
    Optional<String> place(List<Map<String, Object>> items, @Nullable String token, String key) {
        return write("place", key, null, () -> api.post("/orders", order(items, token), key))
                .map(answer -> answer.body().path("id").asString());
    }

    /** What the cart holds. */
    Optional<String> placeCart(String token, String key) {
        Map<String, Object> order = Map.of("addressId", address, "paymentMethod", Map.of("token", token));
        return write("place", key, null, () -> api.post("/orders", order, key))
                .map(answer -> answer.body().path("id").asString());
    }

    private Map<String, Object> order(List<Map<String, Object>> items, @Nullable String token) {
        return token == null
                ? Map.of("addressId", address, "items", items)
                : Map.of("addressId", address, "items", items, "paymentMethod", Map.of("token", token));
    }

    void quote() {
        read(() -> api.post("/cart/quote", Map.of("addressId", address)));
    }

    void cancel(String order) {
        write("cancel", "cancel " + order, order, () -> api.post("/orders/" + order + "/cancel", Map.of()));
    }

    void pay(String order, String payment, String token, String key) {
        write("pay", key, order, () -> api.post("/payments/" + payment + "/pay", Map.of("token", token), key));
    }

    void refund(String order, String payment, long amount, String currency, String key) {
        Map<String, Object> refund = Map.of("amount", Map.of("amount", amount, "currency", currency), "reason",
                "chaos");
        write("refund", key, order, () -> api.post("/payments/" + payment + "/refunds", refund, key));
    }

    /** Whether it has left: what is not paid does not. */
    boolean dispatch(String order, String shipment) {
        return write("dispatch", "dispatch " + shipment, order,
                () -> api.post("/shipments/" + shipment + "/dispatch", Map.of())).isPresent();
    }

    void deliver(String order, String shipment) {
        write("deliver", "deliver " + shipment, order,
                () -> api.post("/shipments/" + shipment + "/deliver", Map.of()));
    }

    /** The id of the return. */
    Optional<String> askToReturn(String order, List<Map<String, Object>> lines, String key) {
        Map<String, Object> request = Map.of("lines", lines, "reason", "chaos");
        return write("return", key, order, () -> api.post("/orders/" + order + "/returns", request, key))
                .map(answer -> answer.body().path("id").asString());
    }

    void approveReturn(String order, String id) {
        write("approve", "approve " + id, order, () -> api.post("/returns/" + id + "/approve", Map.of()));
    }

    void receiveReturn(String order, String id) {
        write("receive", "receive " + id, order, () -> api.post("/returns/" + id + "/receive", Map.of()));
    }

    /** Empty when there is no answer of status 200. */
    Optional<Answer> read(Supplier<Answer> call) {
        try {
            return Optional.of(call.get()).filter(answer -> answer.status() == 200);
        } catch (UncheckedIOException | JacksonException _) {
            return Optional.empty();
        }
    }

    private Optional<Answer> write(String operation, String key, @Nullable String order, Supplier<Answer> call) {
        log(operation, key, Stage.INVOKED, order, 0, null);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        boolean maybeDone = false;
        while (true) {
            int status = 0;
            try {
                Answer answer = call.get();
                status = answer.status();
                if (status < 300) {
                    log(operation, key, Stage.ACKNOWLEDGED, order, status, answer.body());
                    return Optional.of(answer);
                }
            } catch (UncheckedIOException | JacksonException _) {
                // no answer, or half of one
            }
            boolean early = status == 429 || status == 409 && MAY_COME_TOO_EARLY.contains(operation);
            boolean definite = status >= 400 && status < 500 && !early;
            maybeDone |= status == 0 || status >= 500;
            if (definite || System.nanoTime() > deadline) {
                // what had no answer before may still be on its way, even though this one was refused
                log(operation, key, definite && !maybeDone ? Stage.FAILED : Stage.UNKNOWN, order, status, null);
                return Optional.empty();
            }
            Pauses.of(PAUSE);
        }
    }

    /** @param made what the answer shows; it has an id of its own, and an order that was placed also a total */
    private void log(String operation, String key, Stage stage, @Nullable String order, int status,
            @Nullable JsonNode made) {
        String id = made == null ? null : made.path("id").asString();
        Long total = made == null || order != null ? null : made.path("total").path("amount").asLong();
        log.add(new Entry(log.now(), operation, key, stage, order == null ? id : order, status, total, id, shopper));
    }
}
