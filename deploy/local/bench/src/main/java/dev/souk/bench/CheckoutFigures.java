package dev.souk.bench;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What was measured of the checkout.
 *
 * @param raw transactions of a database client
 * @param confirmed orders over many SKUs, until the last was confirmed
 * @param settled the same, until the goods were sold and the money captured
 * @param hot orders of one SKU, until the last was confirmed or cancelled
 * @param lags at half the load
 * @param scale empty where processor time cannot be bounded
 * @param cpu of an order and all that follows from it
 * @param rawCpu of a raw transaction
 * @param orders that were sent
 * @param others how many of them were answered with what else than 201
 */
record CheckoutFigures(Throughput raw, Throughput confirmed, Throughput settled, Throughput hot,
        Lags lags, Optional<Scale> scale, Map<String, Spread> cpu, Map<String, Spread> rawCpu, long orders,
        SortedMap<String, Long> others, List<WarmUp> warmUps) {

    /**
     * How long it took from the acceptance of an order until it was confirmed, and a message through the raw hops.
     *
     * @param perSecond orders and messages that were begun
     */
    record Lags(double perSecond, Timings checkout, Timings hops) {}

    /**
     * Orders over many SKUs while each instance may use so much of a processor and no more.
     *
     * @param quota in processors
     */
    record Scale(double quota, Throughput one, Throughput two) {}
}
