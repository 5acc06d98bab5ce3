package dev.souk.order.flashsale;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import org.redisson.api.RScript.Mode;
import org.redisson.api.RScript.ReturnType;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

import io.micrometer.core.instrument.MeterRegistry;

/**
 * Who may try to order in a flash sale: first come, first served. It keeps a rush away from the catalogue and the database, and
 * gives everybody a place in the line, but decides nothing: {@link FlashPurchases} does. While Redis is away everybody is let in.
 *
 * <p>A shopper has one place, whatever device they come from; who wants another number of pieces gets a new one. As many are
 * let in as there are pieces free; who was let in has some time to order, and then the place goes to the next one. The others
 * wait as long as pieces may still come free, because somebody who was let in does not order, or an order is not paid; who waits
 * and does not come again leaves the line.
 *
 * <p>One hash of counters, and the shoppers' places beside it, for each sale. What PostgreSQL says of the pieces that are taken
 * comes with the version of the sale, and an older word never replaces a newer one.
 */
@Service
public class Admissions {

    private static final Logger log = LoggerFactory.getLogger(Admissions.class);

    /** KEYS: counters, who was let in until when, how many pieces each wants, the line, when each in it was last seen. */
    private static final String COMMON = """
            local function count(field) return tonumber(redis.call('HGET', KEYS[1], field) or '0') end
            local function forget(who)
              local wants = tonumber(redis.call('HGET', KEYS[3], who) or '0')
              if redis.call('ZREM', KEYS[2], who) == 1 then redis.call('HINCRBY', KEYS[1], 'admitted', -wants) end
              redis.call('ZREM', KEYS[4], who)
              redis.call('ZREM', KEYS[5], who)
              redis.call('HDEL', KEYS[3], who)
            end
            """;

    /** ARGV: who, pieces wanted, now, let in until, seen since, pieces, version, taken, undecided, time to live. */
    private static final String ENTER = COMMON
            + """
                    local who, wants, now = ARGV[1], tonumber(ARGV[2]), ARGV[3]
                    if tonumber(ARGV[7]) >= count('version') then
                      redis.call('HSET', KEYS[1], 'version', ARGV[7], 'taken', ARGV[8], 'undecided', ARGV[9])
                    end
                    for _, late in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now, 'LIMIT', 0, 100)) do forget(late) end
                    for _, gone in ipairs(redis.call('ZRANGEBYSCORE', KEYS[5], '-inf', ARGV[5], 'LIMIT', 0, 100)) do forget(gone) end
                    local before = redis.call('HGET', KEYS[3], who)
                    if before and tonumber(before) ~= wants then forget(who) end
                    if not redis.call('ZSCORE', KEYS[2], who) then
                      if not redis.call('ZSCORE', KEYS[4], who) then
                        redis.call('ZADD', KEYS[4], redis.call('HINCRBY', KEYS[1], 'arrivals', 1), who)
                        redis.call('HSET', KEYS[3], who, wants)
                      end
                      redis.call('ZADD', KEYS[5], now, who)
                    end
                    local left = tonumber(ARGV[6]) - count('taken')
                    local free = left - count('admitted')
                    local first = redis.call('ZRANGE', KEYS[4], 0, 0)[1]
                    while first and tonumber(redis.call('HGET', KEYS[3], first)) <= free do
                      local pieces = tonumber(redis.call('HGET', KEYS[3], first))
                      redis.call('ZREM', KEYS[4], first)
                      redis.call('ZREM', KEYS[5], first)
                      redis.call('ZADD', KEYS[2], ARGV[4], first)
                      redis.call('HINCRBY', KEYS[1], 'admitted', pieces)
                      free = free - pieces
                      first = redis.call('ZRANGE', KEYS[4], 0, 0)[1]
                    end
                    for i = 1, 5 do redis.call('PEXPIRE', KEYS[i], ARGV[10]) end
                    if redis.call('ZSCORE', KEYS[2], who) then return 0 end
                    local ahead = redis.call('ZRANK', KEYS[4], who)
                    if ahead + wants > left + count('undecided') then
                      forget(who)
                      return -1
                    end
                    return ahead + 1
                    """;

    private static final String LEAVE = COMMON + """
            forget(ARGV[1])
            return 0
            """;

    /** ARGV: who has ordered, version, taken, by how many pieces more or fewer are undecided. */
    private static final String MOVED = COMMON + """
            if redis.call('EXISTS', KEYS[1]) == 1 then
              if tonumber(ARGV[2]) > count('version') then
                redis.call('HSET', KEYS[1], 'version', ARGV[2], 'taken', ARGV[3])
              end
              redis.call('HINCRBY', KEYS[1], 'undecided', ARGV[4])
            end
            forget(ARGV[1])
            return 0
            """;

    private static final String NOBODY = "-";
    private static final long LET_IN = 0;
    private static final long SOLD_OUT = -1;
    private static final Duration KEPT = Duration.ofHours(1);
    /** One late answer in a rush does not open the doors. */
    private static final int FAILURES_IN_A_ROW = 5;
    private static final Duration NOT_ASKED_AGAIN_FOR = Duration.ofSeconds(5);

    private final RedissonClient redis;
    private final RunningSales sales;
    private final FlashSaleProperties properties;
    private final MeterRegistry meters;
    private final Clock clock;
    private final AtomicInteger failures = new AtomicInteger();
    private volatile Instant awayUntil = Instant.EPOCH;

    Admissions(RedissonClient redis, RunningSales sales, FlashSaleProperties properties, MeterRegistry meters,
            Clock clock) {
        this.redis = redis;
        this.sales = sales;
        this.properties = properties;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Returns when the shopper may order. Ask again for each attempt: who was let in stays so until they have ordered, or the
     * time is over.
     *
     * @param quantities by SKU; those of no running flash sale are left alone
     * @throws InLine         when all pieces are spoken for at the moment
     * @throws SoldOut        when there can be nothing left
     * @throws FlashSaleLimit when one order wants more than a shopper may have
     */
    public void enter(UUID user, Map<String, Integer> quantities) {
        for (FlashSales.Standing standing : sales.of(quantities.keySet())) {
            FlashSale sale = standing.sale();
            int quantity = quantities.getOrDefault(sale.sku(), 0);
            if (quantity > sale.terms().perUser()) {
                throw new FlashSaleLimit(sale.sku(), sale.terms().perUser());
            }
            enter(standing, user, quantity);
        }
    }

    private void enter(FlashSales.Standing standing, UUID user, int quantity) {
        FlashSale sale = standing.sale();
        Instant now = clock.instant();
        if (now.isBefore(awayUntil)) {
            count("unfiltered");
            return;
        }
        long place;
        try {
            place = redis.getScript(StringCodec.INSTANCE).eval(Mode.READ_WRITE, ENTER, ReturnType.LONG,
                    keys(sale.id()), user, quantity, now.toEpochMilli(),
                    now.plus(properties.admittedFor()).toEpochMilli(),
                    now.minus(properties.patience()).toEpochMilli(), sale.terms().pieces(), sale.version(),
                    sale.taken(), standing.undecided(), KEPT.toMillis());
            failures.set(0);
        } catch (RedisException away) {
            if (failures.incrementAndGet() >= FAILURES_IN_A_ROW) {
                awayUntil = now.plus(NOT_ASKED_AGAIN_FOR);
            }
            log.warn(
                    "A shopper is let into the flash sale of {}, because Redis does not answer; the database alone keeps"
                            + " its limits",
                    sale.sku(), away);
            count("unfiltered");
            return;
        }
        if (place == LET_IN) {
            count("admitted");
        } else if (place == SOLD_OUT) {
            count("sold-out");
            throw new SoldOut(sale.sku());
        } else {
            count("waiting");
            throw new InLine(sale.sku(), place, properties.retryAfter());
        }
    }

    /** The shopper cannot order: the place is free. */
    void leave(UUID sale, UUID user) {
        tell(LEAVE, sale, user);
    }

    /** The shopper has ordered, and the place is free: one step, so that no piece is ever free twice. */
    void ordered(UUID sale, UUID user, int quantity, long version, int taken) {
        tell(MOVED, sale, user, version, taken, quantity);
    }

    /** An order was cancelled; most likely one that nobody had paid, and what PostgreSQL says next corrects that. */
    void givenBack(UUID sale, int quantity, long version, int taken) {
        tell(MOVED, sale, NOBODY, version, taken, -quantity);
    }

    /** Nobody waits for it: what Redis does not hear now, it hears with the next shopper, or the place runs out. */
    private void tell(String script, UUID sale, Object... arguments) {
        if (clock.instant().isBefore(awayUntil)) {
            return;
        }
        try {
            redis.getScript(StringCodec.INSTANCE)
                    .evalAsync(Mode.READ_WRITE, script, ReturnType.LONG, keys(sale), arguments)
                    .whenComplete((_, away) -> {
                        if (away != null) {
                            log.debug("Redis did not hear what has become of flash sale {}", sale, away);
                        }
                    });
        } catch (RedisException away) {
            log.debug("Redis did not hear what has become of flash sale {}", sale, away);
        }
    }

    private void count(String outcome) {
        meters.counter("souk.flashsale.admissions", "outcome", outcome).increment();
    }

    /** With one hash tag, so that Redis Cluster keeps them together. */
    private static List<Object> keys(UUID sale) {
        String name = "souk:flash-sale:{" + sale + "}";
        return List.of(name, name + ":admitted", name + ":wants", name + ":line", name + ":seen");
    }
}
