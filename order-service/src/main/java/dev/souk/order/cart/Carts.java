package dev.souk.order.cart;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.redisson.api.BatchOptions;
import org.redisson.api.BatchOptions.ExecutionMode;
import org.redisson.api.RBatch;
import org.redisson.api.RFuture;
import org.redisson.api.RMapAsync;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;
import org.springframework.stereotype.Service;

import dev.souk.common.web.client.DependencyUnavailable;
import dev.souk.order.checkout.OrderDraft;
import dev.souk.order.checkout.OrderLine;
import dev.souk.order.pricing.Basket;

/**
 * Carts in Redis: one hash per owner, SKU to quantity, forgotten some days after its last use. Two changes at the same moment
 * may together pass the limit of lines; checkout checks again, so a cart need not lock.
 *
 * <p>A change, its new time to live and the answer are one atomic step: no cart lives for ever because a process died between
 * two of them, and what is answered is what was stored. Baskets are sorted by SKU, as Redis keeps no order.
 *
 * <p>Every method throws {@link DependencyUnavailable} while Redis is away.
 */
@Service
public class Carts {

    private final RedissonClient redis;
    private final CartProperties properties;

    Carts(RedissonClient redis, CartProperties properties) {
        this.redis = redis;
        this.properties = properties;
    }

    public Basket of(CartOwner owner) {
        return use(owner, _ -> {});
    }

    /**
     * @param quantity replaces the one that is there
     * @return the whole cart after the change
     * @throws CartFull when the cart has no room for one more SKU
     */
    public Basket put(CartOwner owner, String sku, int quantity) {
        Basket before = of(owner);
        if (!before.skus().contains(sku) && before.skus().size() >= OrderDraft.MAX_LINES) {
            throw new CartFull();
        }
        return use(owner, cart -> {
            var _ = cart.fastPutAsync(sku, Integer.toString(quantity));
        });
    }

    /** @return the cart without it */
    public Basket remove(CartOwner owner, String sku) {
        return use(owner, cart -> {
            var _ = cart.fastRemoveAsync(sku);
        });
    }

    public void clear(CartOwner owner) {
        inRedis(() -> redis.getMap(owner.key(), StringCodec.INSTANCE).delete());
    }

    /** Takes out what was ordered and leaves what was added or changed since. */
    public void removeOrdered(CartOwner owner, Basket ordered) {
        use(owner, cart -> ordered.quantities().forEach((sku, quantity) -> {
            var _ = cart.removeAsync(sku, Integer.toString(quantity));
        }));
    }

    /**
     * Moves a guest's cart into a shopper's, adding the quantities of what is in both. Done twice, even at the same moment,
     * it is done once: sums are written, not added, in one atomic step with the end of the guest's cart, and the shopper's
     * cart is read before the guest's. In Redis Cluster the two carts may live on different nodes and the step is then atomic
     * on each: a process that dies between the two leaves the guest's cart, and to merge again adds it twice, where the
     * shopper sees it.
     *
     * @return the shopper's cart
     * @throws CartFull when the two do not fit into one; both stay as they are then
     */
    public Basket merge(CartOwner.Guest guest, CartOwner.Shopper shopper) {
        Basket own = of(shopper);
        Basket added = of(guest);
        if (added.isEmpty()) {
            return own;
        }
        Map<String, Integer> merged = new TreeMap<>(own.quantities());
        added.quantities().forEach((sku, quantity) -> merged.merge(sku, quantity, Integer::sum));
        if (merged.size() > OrderDraft.MAX_LINES
                || merged.values().stream().anyMatch(quantity -> quantity > OrderLine.MAX_QUANTITY)) {
            throw new CartFull();
        }
        Map<String, String> written = new HashMap<>();
        added.skus().forEach(sku -> written.put(sku, String.valueOf(merged.get(sku))));
        return inRedis(() -> {
            RBatch step = atomicStep();
            var _ = cart(step, shopper).putAllAsync(written);
            var _ = cart(step, guest).deleteAsync();
            return finish(step, shopper);
        });
    }

    private Basket use(CartOwner owner, Consumer<RMapAsync<String, String>> change) {
        return inRedis(() -> {
            RBatch step = atomicStep();
            change.accept(cart(step, owner));
            return finish(step, owner);
        });
    }

    private RBatch atomicStep() {
        return redis.createBatch(BatchOptions.defaults().executionMode(ExecutionMode.REDIS_WRITE_ATOMIC));
    }

    private static RMapAsync<String, String> cart(RBatch step, CartOwner owner) {
        return step.getMap(owner.key(), StringCodec.INSTANCE);
    }

    /** Lets the cart live on, and reads what it holds then. */
    private Basket finish(RBatch step, CartOwner owner) {
        RMapAsync<String, String> cart = cart(step, owner);
        var _ = cart.expireAsync(properties.keptFor(owner));
        RFuture<Map<String, String>> items = cart.readAllMapAsync();
        step.execute();
        Map<String, Integer> quantities = new TreeMap<>();
        items.toCompletableFuture().join()
                .forEach((sku, quantity) -> quantities.put(sku, Integer.valueOf(quantity)));
        return new Basket(quantities);
    }

    private static <T> T inRedis(Supplier<T> work) {
        try {
            return work.get();
        } catch (RedisException away) {
            throw new DependencyUnavailable("redis", away);
        }
    }
}
