package dev.souk.order.cart;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.redisson.api.RMap;
import org.redisson.api.RScript.Mode;
import org.redisson.api.RScript.ReturnType;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;
import org.springframework.stereotype.Service;

import dev.souk.common.web.client.DependencyUnavailable;
import dev.souk.order.checkout.OrderDraft;
import dev.souk.order.checkout.OrderLine;
import dev.souk.order.pricing.Basket;

/**
 * Carts in Redis: one hash per owner, SKU to quantity, forgotten some days after its last use; beside it a hash of what was
 * last shown. A cart has up to {@value OrderDraft#MAX_LINES} SKUs and {@value OrderLine#MAX_QUANTITY} pieces of each.
 *
 * <p>Each change is one script: what it checks, what it changes, the new time to live and the answer are one step, whoever else
 * changes the cart at that moment. Keys of one owner have one hash tag, so that Redis Cluster keeps them together. Baskets are
 * sorted by SKU, as Redis keeps no order.
 *
 * <p>Every method throws {@link DependencyUnavailable} while Redis is away.
 */
@Service
public class Carts {

    private static final String USE = """
            redis.call('PEXPIRE', KEYS[1], ARGV[1])
            return redis.call('HGETALL', KEYS[1])
            """;

    /** ARGV: time to live, most SKUs, SKU, quantity or nothing, whether it is guarded, and then the cart as it must be. */
    private static final String CHANGE = """
            local life, most, sku, quantity, guarded = ARGV[1], tonumber(ARGV[2]), ARGV[3], ARGV[4], ARGV[5]
            if guarded == 'true' then
              if redis.call('HLEN', KEYS[1]) ~= (#ARGV - 5) / 2 then return {'stale'} end
              for i = 6, #ARGV, 2 do
                if redis.call('HGET', KEYS[1], ARGV[i]) ~= ARGV[i + 1] then return {'stale'} end
              end
            end
            if quantity == '' then
              redis.call('HDEL', KEYS[1], sku)
            elseif redis.call('HEXISTS', KEYS[1], sku) == 0 and redis.call('HLEN', KEYS[1]) >= most then
              return {'full'}
            else
              redis.call('HSET', KEYS[1], sku, quantity)
            end
            redis.call('PEXPIRE', KEYS[1], life)
            return redis.call('HGETALL', KEYS[1])
            """;

    /** ARGV: SKU and quantity in turn. What has another quantity by now stays. */
    private static final String REMOVE_ORDERED = """
            for i = 1, #ARGV, 2 do
              if redis.call('HGET', KEYS[1], ARGV[i]) == ARGV[i + 1] then redis.call('HDEL', KEYS[1], ARGV[i]) end
            end
            return {}
            """;

    /**
     * Sets a guest's cart aside for a shopper; ARGV: the shopper, a name for the claim, time to live. What was set aside before,
     * by a merge that broke off, comes first.
     */
    private static final String CLAIM = """
            if redis.call('EXISTS', KEYS[2]) == 0 then
              if redis.call('EXISTS', KEYS[1]) == 0 then return {} end
              redis.call('RENAME', KEYS[1], KEYS[2])
              redis.call('HSET', KEYS[2], ':shopper', ARGV[1], ':claim', ARGV[2])
              redis.call('PEXPIRE', KEYS[2], ARGV[3])
            end
            if redis.call('HGET', KEYS[2], ':shopper') ~= ARGV[1] then return {} end
            return redis.call('HGETALL', KEYS[2])
            """;

    /** Adds a claim to a shopper's cart, unless it was; ARGV: its name, time to live, most SKUs, most pieces, the items. */
    private static final String ABSORB = """
            local life, most, pieces = ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
            if redis.call('SADD', KEYS[2], ARGV[1]) == 1 then
              redis.call('PEXPIRE', KEYS[2], life)
              for i = 5, #ARGV, 2 do
                local own = redis.call('HGET', KEYS[1], ARGV[i])
                if own or redis.call('HLEN', KEYS[1]) < most then
                  local sum = math.min(pieces, (tonumber(own) or 0) + tonumber(ARGV[i + 1]))
                  redis.call('HSET', KEYS[1], ARGV[i], string.format('%d', sum))
                end
              end
            end
            redis.call('PEXPIRE', KEYS[1], life)
            return redis.call('HGETALL', KEYS[1])
            """;

    private static final String FORGET_CLAIM = """
            if redis.call('HGET', KEYS[1], ':claim') == ARGV[1] then redis.call('DEL', KEYS[1]) end
            return {}
            """;

    private final RedissonClient redis;
    private final CartProperties properties;

    Carts(RedissonClient redis, CartProperties properties) {
        this.redis = redis;
        this.properties = properties;
    }

    public Basket of(CartOwner owner) {
        return basket(run(USE, List.of(owner.key()), life(owner)));
    }

    /** Differs between two carts that differ: what an {@code ETag} is for. */
    public static String tagOf(Basket basket) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(new TreeMap<>(basket.quantities()).toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }

    /**
     * @param quantity replaces the one that is there
     * @param seen     whether a tag is that of a cart that the change was made of; null to change whatever it is by now
     * @return the whole cart after the change
     * @throws CartFull  when the cart has no room for one more SKU
     * @throws StaleCart when the cart has another tag by now
     */
    public Basket put(CartOwner owner, String sku, int quantity, @Nullable Predicate<String> seen) {
        return change(owner, sku, Integer.toString(quantity), seen);
    }

    /**
     * @param seen as in {@link #put}
     * @return the cart without it
     * @throws StaleCart when the cart has another tag by now
     */
    public Basket remove(CartOwner owner, String sku, @Nullable Predicate<String> seen) {
        return change(owner, sku, "", seen);
    }

    public void clear(CartOwner owner) {
        inRedis(() -> {
            redis.getKeys().delete(owner.key());
            return redis.getKeys().delete(owner.key("seen"));
        });
    }

    /** Takes out what was ordered and leaves what was added or changed since. */
    public void removeOrdered(CartOwner owner, Basket ordered) {
        List<String> items = new ArrayList<>();
        flatten(ordered, items);
        run(REMOVE_ORDERED, List.of(owner.key()), items.toArray());
    }

    /**
     * Moves a guest's cart into a shopper's and adds the quantities of what is in both, up to the limits: what does not fit is
     * left out, and the guest's cart ends. It is first set aside, then added under the name of that claim, which the shopper's
     * cart remembers, then forgotten: wherever that breaks off, and however many requests do it at once, to merge again
     * finishes it and adds nothing twice. What the guest puts in meanwhile is a new cart.
     *
     * @return the shopper's cart
     */
    public Basket merge(CartOwner.Guest guest, CartOwner.Shopper shopper) {
        Basket merged = of(shopper);
        Map<String, String> claim = claim(guest, shopper);
        while (!claim.isEmpty()) {
            String name = claim.getOrDefault(":claim", "");
            merged = absorb(shopper, name, claim);
            run(FORGET_CLAIM, List.of(guest.key("claimed")), name);
            claim = claim(guest, shopper);
        }
        inRedis(() -> redis.getKeys().delete(guest.key("seen")));
        return merged;
    }

    Map<String, LastSeen> lastSeen(CartOwner owner) {
        Map<String, LastSeen> seen = new TreeMap<>();
        inRedis(() -> seen(owner).readAllMap()).forEach((sku, text) -> seen.put(sku, LastSeen.of(text)));
        return seen;
    }

    /** Replaces what was remembered before. */
    void remember(CartOwner owner, Map<String, LastSeen> shown) {
        Map<String, String> texts = new TreeMap<>();
        shown.forEach((sku, seen) -> texts.put(sku, seen.toText()));
        inRedis(() -> {
            RMap<String, String> seen = seen(owner);
            seen.fastRemove(
                    seen.readAllKeySet().stream().filter(sku -> !texts.containsKey(sku)).toArray(String[]::new));
            seen.putAll(texts);
            return seen.expire(properties.keptFor(owner));
        });
    }

    private Basket change(CartOwner owner, String sku, String quantity, @Nullable Predicate<String> seen) {
        List<String> arguments = new ArrayList<>(List.of(life(owner), String.valueOf(OrderDraft.MAX_LINES), sku,
                quantity, String.valueOf(seen != null)));
        if (seen != null) {
            Basket before = of(owner);
            if (!seen.test(tagOf(before))) {
                throw new StaleCart();
            }
            flatten(before, arguments);
        }
        List<Object> answer = run(CHANGE, List.of(owner.key()), arguments.toArray());
        if (answer.size() == 1) {
            throw answer.getFirst().equals("full") ? new CartFull() : new StaleCart();
        }
        return basket(answer);
    }

    private Map<String, String> claim(CartOwner.Guest guest, CartOwner.Shopper shopper) {
        return pairs(run(CLAIM, List.of(guest.key(), guest.key("claimed")), shopper.userId().toString(),
                UUID.randomUUID().toString(), life(guest)));
    }

    private Basket absorb(CartOwner.Shopper shopper, String name, Map<String, String> claim) {
        List<String> arguments = new ArrayList<>(List.of(name, life(shopper), String.valueOf(OrderDraft.MAX_LINES),
                String.valueOf(OrderLine.MAX_QUANTITY)));
        claim.forEach((sku, quantity) -> {
            if (!sku.startsWith(":")) {
                arguments.add(sku);
                arguments.add(quantity);
            }
        });
        return basket(run(ABSORB, List.of(shopper.key(), shopper.key("merged")), arguments.toArray()));
    }

    private RMap<String, String> seen(CartOwner owner) {
        return redis.getMap(owner.key("seen"), StringCodec.INSTANCE);
    }

    private String life(CartOwner owner) {
        return String.valueOf(properties.keptFor(owner).toMillis());
    }

    private List<Object> run(String script, List<Object> keys, Object... arguments) {
        return inRedis(() -> redis.getScript(StringCodec.INSTANCE)
                .eval(Mode.READ_WRITE, script, ReturnType.LIST, keys, arguments));
    }

    private static void flatten(Basket basket, List<String> arguments) {
        basket.quantities().forEach((sku, quantity) -> {
            arguments.add(sku);
            arguments.add(String.valueOf(quantity));
        });
    }

    private static Basket basket(List<Object> answer) {
        Map<String, Integer> quantities = new TreeMap<>();
        pairs(answer).forEach((sku, quantity) -> quantities.put(sku, Integer.valueOf(quantity)));
        return new Basket(quantities);
    }

    private static Map<String, String> pairs(List<Object> answer) {
        Map<String, String> pairs = new TreeMap<>();
        Iterator<Object> each = answer.iterator();
        while (each.hasNext()) {
            pairs.put(each.next().toString(), each.next().toString());
        }
        return pairs;
    }

    private static <T> T inRedis(Supplier<T> work) {
        try {
            return work.get();
        } catch (RedisException away) {
            throw new DependencyUnavailable("redis", away);
        }
    }
}
