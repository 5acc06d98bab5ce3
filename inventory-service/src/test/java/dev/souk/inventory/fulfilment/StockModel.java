package dev.souk.inventory.fulfilment;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import dev.souk.inventory.stock.Sku;
import dev.souk.inventory.stock.Warehouse;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Stock as anybody would explain it on one page: what came, who was promised what, who has bought what. In which warehouse the
 * goods of an order are found is not its business.
 */
final class StockModel {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    static final List<Sku> SKUS = List.of(new Sku("MUG"), new Sku("POT"), new Sku("TEA"));
    static final List<Warehouse> WAREHOUSES = List.of(Warehouse.MAIN, new Warehouse("EAST"), new Warehouse("WEST"));

    /** What can happen to stock. */
    sealed interface Step {

        record Supplied(Sku sku, Warehouse warehouse, long delta) implements Step {}

        record Said(OrderFact fact) implements Step {}

        /** All parcels of the order that are ready leave. */
        record Dispatched(OrderId order) implements Step {}
    }

    private final Map<Sku, Long> supplied = new HashMap<>();
    private final Map<OrderId, Map<Sku, Long>> held = new HashMap<>();
    private final Map<OrderId, Map<Sku, Long>> sold = new HashMap<>();
    private final Set<OrderId> confirmedEarly = new HashSet<>();
    private final Set<OrderId> ended = new HashSet<>();
    private final Set<OrderId> dispatched = new HashSet<>();
    private final Set<UUID> returns = new HashSet<>();

    long supplied(Sku sku) {
        return supplied.getOrDefault(sku, 0L);
    }

    long reserved(Sku sku) {
        return pieces(held, sku);
    }

    long sold(Sku sku) {
        return pieces(sold, sku);
    }

    long available(Sku sku) {
        return supplied(sku) - reserved(sku) - sold(sku);
    }

    void supply(Sku sku, long delta) {
        supplied.merge(sku, delta, Long::sum);
    }

    void hear(OrderFact fact) {
        var order = fact.orderId();
        switch (fact) {
            case OrderFact.Created created when isNew(order) -> create(order, created.lines());
            case OrderFact.Confirmed _ when held.containsKey(order) -> sold.put(order, held.remove(order));
            case OrderFact.Confirmed _ when isNew(order) -> confirmedEarly.add(order);
            case OrderFact.Cancelled _ when held.containsKey(order) -> end(order);
            case OrderFact.Cancelled _ when isNew(order) && !confirmedEarly.contains(order) -> end(order);
            case OrderFact.CancellationRequested _ when !dispatched.contains(order) -> end(order);
            case OrderFact.Returned returned when dispatched.contains(order) -> takeBack(returned);
            default -> {
            }
        }
    }

    void dispatch(OrderId order) {
        if (sold.containsKey(order)) {
            dispatched.add(order);
        }
    }

    /** All lines or none, each return once. */
    private void takeBack(OrderFact.Returned returned) {
        var out = sold.getOrDefault(returned.orderId(), Map.of());
        if (returned.lines().stream().allMatch(line -> out.getOrDefault(line.sku(), 0L) >= line.quantity())
                && returns.add(returned.returnId())) {
            returned.lines().forEach(line -> out.merge(line.sku(), -line.quantity(), Long::sum));
        }
    }

    private boolean isNew(OrderId order) {
        return !held.containsKey(order) && !sold.containsKey(order) && !ended.contains(order);
    }

    private void create(OrderId order, List<OrderLine> lines) {
        if (lines.stream().anyMatch(line -> line.quantity() > available(line.sku()))) {
            end(order);
            return;
        }
        var pieces = new HashMap<Sku, Long>();
        lines.forEach(line -> pieces.put(line.sku(), line.quantity()));
        (confirmedEarly.contains(order) ? sold : held).put(order, pieces);
    }

    private void end(OrderId order) {
        held.remove(order);
        sold.remove(order);
        ended.add(order);
    }

    private static long pieces(Map<OrderId, Map<Sku, Long>> orders, Sku sku) {
        return orders.values().stream().mapToLong(lines -> lines.getOrDefault(sku, 0L)).sum();
    }

    /** Up to sixty steps of six orders; what an order is made of never changes. */
    static Arbitrary<List<Step>> steps() {
        var supplies = Combinators.combine(Arbitraries.of(SKUS), Arbitraries.of(WAREHOUSES),
                Arbitraries.longs().between(-6, 12).filter(delta -> delta != 0))
                .as((sku, warehouse, delta) -> (Step) new Step.Supplied(sku, warehouse, delta));
        var words = Arbitraries.of(Stream.iterate(1, number -> number + 1).limit(6)
                .flatMap(number -> stepsOf(new OrderId(new UUID(0, number)), number)).toList());
        return Arbitraries.frequencyOf(Tuple.of(1, supplies), Tuple.of(3, words)).list()
                .ofMinSize(10).ofMaxSize(60);
    }

    private static Stream<Step> stepsOf(OrderId order, int number) {
        var lines = SKUS.stream().filter(sku -> (number + sku.value().charAt(0)) % 4 != 0)
                .map(sku -> new OrderLine(sku, 1 + (number * sku.value().charAt(1)) % 7)).toList();
        var first = List.of(new OrderLine(lines.getFirst().sku(), 1));
        var facts = Stream.of(new OrderFact.Created(order, new UUID(1, 1), lines, NOW),
                new OrderFact.Created(order, new UUID(1, 1), lines, NOW), new OrderFact.Confirmed(order),
                new OrderFact.Confirmed(order), new OrderFact.Cancelled(order),
                new OrderFact.CancellationRequested(order), new OrderFact.Returned(order, new UUID(number, 1), first),
                new OrderFact.Returned(order, new UUID(number, 2), lines));
        return Stream.concat(facts.map(Step.Said::new), Stream.of(new Step.Dispatched(order)));
    }
}
