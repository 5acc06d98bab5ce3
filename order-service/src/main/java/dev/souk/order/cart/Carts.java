package dev.souk.order.cart;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

import org.redisson.api.BatchOptions;
import org.redisson.api.BatchOptions.ExecutionMode;
import org.redisson.api.RBatch;
import org.redisson.api.RMap;
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
 * Carts in Redis: one hash per owner, SKU to quantity, forgotten {@link CartProperties#keptFor} after its last change. Two
 * changes at the same moment may together pass the limit of lines; checkout checks again, so a cart need not lock.
 *
 * <p>Every method throws {@link DependencyUnavailable} while Redis is away.
 */
@Service
public class Carts {

    private final RedissonClient redis;
    private final Duration keptFor;

    Carts(RedissonClient redis, CartProperties properties) {
        this.redis = redis;
        this.keptFor = properties.keptFor();
    }

    /** Sorted by SKU, as Redis keeps no order. */
    public Basket of(CartOwner owner) {
        return new Basket(inRedis(owner, Carts::quantities));
    }

    /**
     * @param quantity replaces the one that is there
     * @throws CartFull when the cart has no room for one more SKU
     */
    public void put(CartOwner owner, String sku, int quantity) {
        inRedis(owner, cart -> {
            if (!cart.containsKey(sku) && cart.size() >= OrderDraft.MAX_LINES) {
                throw new CartFull();
            }
            cart.fastPut(sku, Integer.toString(quantity));
            return cart.expire(keptFor);
        });
    }

    public void remove(CartOwner owner, String sku) {
        inRedis(owner, cart -> cart.fastRemove(sku));
    }

    public void clear(CartOwner owner) {
        inRedis(owner, RMap::delete);
    }

    /** Takes out what was ordered and leaves what was added or changed since. */
    public void removeOrdered(CartOwner owner, Basket ordered) {
        inRedis(owner, cart -> {
            ordered.quantities().forEach((sku, quantity) -> cart.remove(sku, Integer.toString(quantity)));
            return true;
        });
    }

    /**
     * Moves a guest's cart into a shopper's, adding the quantities of what is in both. Done twice, even at the same moment,
     * it is done once: sums are written, not added, in one atomic step with the end of the guest's cart, and the shopper's
     * cart is read before the guest's.
     *
     * @throws CartFull when the two do not fit into one; both stay as they are then
     */
    public void merge(CartOwner.Guest guest, CartOwner.Shopper shopper) {
        Map<String, Integer> merged = inRedis(shopper, Carts::quantities);
        Map<String, Integer> added = inRedis(guest, Carts::quantities);
        if (added.isEmpty()) {
            return;
        }
        added.forEach((sku, quantity) -> merged.merge(sku, quantity, Integer::sum));
        if (merged.size() > OrderDraft.MAX_LINES
                || merged.values().stream().anyMatch(quantity -> quantity > OrderLine.MAX_QUANTITY)) {
            throw new CartFull();
        }
        Map<String, String> written = new HashMap<>();
        added.keySet().forEach(sku -> written.put(sku, String.valueOf(merged.get(sku))));
        inRedis(shopper, _ -> replace(shopper, written, guest));
    }

    private boolean replace(CartOwner.Shopper shopper, Map<String, String> items, CartOwner.Guest guest) {
        RBatch step = redis.createBatch(BatchOptions.defaults().executionMode(ExecutionMode.REDIS_WRITE_ATOMIC));
        RMapAsync<String, String> cart = step.getMap(shopper.key(), StringCodec.INSTANCE);
        var written = cart.putAllAsync(items);
        var expiring = cart.expireAsync(keptFor);
        var ended = step.getMap(guest.key(), StringCodec.INSTANCE).deleteAsync();
        step.execute();
        return written.isDone() && expiring.isDone() && ended.isDone();
    }

    private static Map<String, Integer> quantities(RMap<String, String> cart) {
        Map<String, Integer> quantities = new TreeMap<>();
        cart.readAllMap().forEach((sku, quantity) -> quantities.put(sku, Integer.valueOf(quantity)));
        return quantities;
    }

    private <T> T inRedis(CartOwner owner, Function<RMap<String, String>, T> work) {
        try {
            return work.apply(redis.getMap(owner.key(), StringCodec.INSTANCE));
        } catch (RedisException away) {
            throw new DependencyUnavailable("redis", away);
        }
    }
}
