package dev.souk.local.chaos;

import dev.souk.local.Pauses;
import dev.souk.local.api.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/**
 * Open load: each visit begins when the plan says so, whether or not those before it have been served. Only so many are let
 * in at a time; the rest is turned away and counted.
 */
final class Load {

    private static final int MOST_AT_ONCE = 400;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(700);

    private final Market market;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);
    private final AtomicInteger turnedAway = new AtomicInteger();
    private final List<String> findings = new ArrayList<>();

    Load(Market market) {
        this.market = market;
    }

    /**
     * Returns when the last visit is over, at most some tens of seconds after it began.
     *
     * @param begin in {@link System#nanoTime()}
     */
    void run(List<Visit> visits, long begin) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Visit visit : visits) {
                Pauses.of(Duration.ofNanos(Math.max(0, begin + visit.at().toNanos() - System.nanoTime())));
                if (places.tryAcquire()) {
                    threads.execute(() -> {
                        try {
                            make(visit);
                        } catch (RuntimeException e) {
                            find("visits-can-be-made: %s: %s".formatted(visit.purpose(), e)); // this driver's own fault
                        } finally {
                            places.release();
                        }
                    });
                } else {
                    turnedAway.incrementAndGet();
                }
            }
        }
    }

    int turnedAway() {
        return turnedAway.get();
    }

    /** What a shopper has seen that cannot be. */
    synchronized List<String> findings() {
        return List.copyOf(findings);
    }

    private synchronized void find(String finding) {
        findings.add(finding);
    }

    private void make(Visit visit) {
        Customer shopper = market.shoppers().get(visit.shopper());
        String key = UUID.randomUUID().toString();
        switch (visit.purpose()) {
            case BROWSE -> browse(shopper, visit);
            case BUY_CART -> buyCart(shopper, visit, key);
            case BUY -> shopper.place(items(visit), visit.token(), key);
            case BUY_HOT -> shopper.place(List.of(item(market.hot(), 1)), visit.token(), key);
            case PAY_LATER ->
                shopper.place(items(visit), null, key).ifPresent(order -> payLater(shopper, order, visit));
            case NEVER_PAY -> shopper.place(items(visit), null, key);
            case CANCEL -> shopper.place(items(visit), visit.token(), key).ifPresent(order -> {
                Pauses.of(visit.pause());
                shopper.cancel(order);
            });
            case BUY_TWICE -> buyTwice(shopper, visit, key);
            case HAVE_DELIVERED -> shopper.place(items(visit), visit.token(), key)
                    .ifPresent(order -> deliver(order, visit));
            case RETURN -> shopper.place(items(visit), visit.token(), key).ifPresent(order -> {
                deliver(order, visit);
                sendBack(shopper, order, visit);
            });
            case HAVE_REFUNDED -> shopper.place(items(visit), visit.token(), key).ifPresent(this::refund);
        }
    }

    /** Some like it so much that they open an account. */
    private void browse(Customer shopper, Visit visit) {
        String sku = sku(visit.dice());
        for (String path : List.of("/search?q=lamp", "/search/suggest?q=la", "/products/variants?sku=" + sku,
                "/inventory/" + sku, "/orders", "/cart")) {
            shopper.read(() -> shopper.api().get(path));
        }
        if (visit.dice() % 2 == 0) {
            shopper.read(() -> market.anybody().post("/auth/register", Map.of("email",
                    "visitor-" + UUID.randomUUID() + "@souk.test", "password", UUID.randomUUID().toString(),
                    "displayName", "Visitor")));
        }
    }

    /** Two visits of one shopper share the cart: then one of them buys for both, or finds the cart empty. */
    private void buyCart(Customer shopper, Visit visit, String key) {
        items(visit).forEach(item -> shopper.read(
                () -> shopper.api().put("/cart/items/" + item.get("sku"), Map.of("quantity", item.get("quantity")))));
        shopper.quote();
        Pauses.of(visit.pause());
        shopper.placeCart(visit.token(), key);
    }

    private void buyTwice(Customer shopper, Visit visit, String key) {
        List<Optional<String>> orders = Collections.synchronizedList(new ArrayList<>());
        try (ExecutorService both = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch together = new CountDownLatch(2);
            for (int request = 0; request < 2; request++) {
                both.execute(() -> {
                    together.countDown();
                    await(together);
                    orders.add(shopper.place(items(visit), visit.token(), key));
                });
            }
        }
        Pauses.of(visit.pause());
        orders.add(shopper.place(items(visit), visit.token(), key));
        List<String> ids = orders.stream().flatMap(Optional::stream).distinct().toList();
        if (ids.size() > 1) {
            find("one idempotency key made several orders: " + ids);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void payLater(Customer shopper, String order, Visit visit) {
        payment(shopper, order, "REQUESTED").ifPresent(payment -> {
            shopper.pay(order, payment.path("id").asString(), visit.token(), UUID.randomUUID().toString());
            Pauses.of(visit.pause());
            shopper.read(() -> shopper.api().get("/orders/" + order))
                    .filter(answer -> answer.body().path("status").asString().equals("AWAITING_PAYMENT"))
                    .ifPresent(_ -> shopper.pay(order, payment.path("id").asString(), "tok_visa",
                            UUID.randomUUID().toString()));
        });
    }

    private void deliver(String order, Visit visit) {
        Customer operator = market.operator();
        await(operator, "/orders/" + order + "/shipments").stream()
                .flatMap(answer -> answer.body().path("items").valueStream())
                .map(shipment -> shipment.path("id").asString())
                .filter(shipment -> operator.dispatch(order, shipment))
                .forEach(shipment -> {
                    Pauses.of(visit.pause());
                    operator.deliver(order, shipment);
                });
    }

    private void sendBack(Customer shopper, String order, Visit visit) {
        List<Map<String, Object>> lines = visit.dice() % 2 == 0
                ? items(visit)
                : List.of(item(sku(visit.dice() / 3), 1));
        shopper.askToReturn(order, lines, UUID.randomUUID().toString()).ifPresent(id -> {
            market.operator().approveReturn(order, id);
            Pauses.of(visit.pause());
            market.operator().receiveReturn(order, id);
        });
    }

    private void refund(String order) {
        payment(market.operator(), order, "CAPTURED").ifPresent(payment -> market.operator().refund(order,
                payment.path("id").asString(), 1 + payment.path("captured").path("amount").asLong() / 3,
                payment.path("captured").path("currency").asString(), UUID.randomUUID().toString()));
    }

    private Optional<JsonNode> payment(Customer asking, String order, String status) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<JsonNode> payment = asking.read(() -> asking.api().get("/orders/" + order + "/payment"))
                    .map(Answer::body)
                    .filter(body -> body.path("status").asString().equals(status));
            if (payment.isPresent()) {
                return payment;
            }
            Pauses.of(LOOK_AGAIN);
        }
        return Optional.empty();
    }

    /** A collection that is not empty. */
    private static Optional<Answer> await(Customer asking, String path) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<Answer> answer = asking.read(() -> asking.api().get(path))
                    .filter(found -> !found.body().path("items").isEmpty());
            if (answer.isPresent()) {
                return answer;
            }
            Pauses.of(LOOK_AGAIN);
        }
        return Optional.empty();
    }

    /** One to three different articles, in any order; seldom the hot one among them. */
    private List<Map<String, Object>> items(Visit visit) {
        List<Map<String, Object>> items = new ArrayList<>();
        int lines = 1 + visit.dice() % 3;
        for (int line = 0; line < lines; line++) {
            items.add(item(sku(visit.dice() / 3 + line), 1 + (visit.dice() >> line) % 3));
        }
        if (visit.dice() % 20 == 0) {
            items.add(item(market.hot(), 1));
        }
        return items;
    }

    private String sku(int number) {
        return market.skus().get(number % market.skus().size());
    }

    private static Map<String, Object> item(String sku, int quantity) {
        return Map.of("sku", sku, "quantity", quantity);
    }
}
