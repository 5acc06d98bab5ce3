package dev.souk.order.flashsale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.awaitility.Awaitility.await;

import dev.souk.test.HandClock;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.souk.common.money.Money;
import dev.souk.engines.Engine;
import dev.souk.engines.EngineSecrets;
import dev.souk.engines.EngineSettings;
import dev.souk.engines.JvmTuning;
import dev.souk.engines.Ports;
import dev.souk.engines.ProcessTable;
import dev.souk.engines.Program;
import dev.souk.engines.ProjectRoot;
import dev.souk.order.RunningOrderService;
import dev.souk.order.checkout.CancellationReason;
import dev.souk.order.checkout.Charges;
import dev.souk.order.checkout.DeliveryAddress;
import dev.souk.order.checkout.OrderDraft;
import dev.souk.order.checkout.OrderId;
import dev.souk.order.checkout.OrderLine;
import dev.souk.order.checkout.OrderService;
import dev.souk.order.checkout.OrderService.Told;
import dev.souk.order.checkout.Trigger;
import dev.souk.order.checkout.UserId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** Many shoppers, few pieces: each thread stands for some of them. */
@RunningOrderService
class FlashSaleTests {

    private static final int AT_ONCE = 16;
    private static final Duration SOON = Duration.ofSeconds(20);

    private final FlashSaleService service;
    private final FlashSales sales;
    private final FlashSaleProperties properties;
    private final RunningSales running;
    private final Admissions admissions;
    private final OrderService orders;
    private final RedissonClient redis;
    private final JdbcClient jdbc;
    private final MeterRegistry meters;
    private final String sku = "FLASH-" + UUID.randomUUID();
    private final Map<UUID, OrderId> placed = new ConcurrentHashMap<>();

    @Autowired
    FlashSaleTests(FlashSaleService service, FlashSales sales, FlashSaleProperties properties, RunningSales running,
            Admissions admissions, OrderService orders, RedissonClient redis, JdbcClient jdbc,
            MeterRegistry meters) {
        this.service = service;
        this.sales = sales;
        this.properties = properties;
        this.running = running;
        this.admissions = admissions;
        this.orders = orders;
        this.redis = redis;
        this.jdbc = jdbc;
        this.meters = meters;
    }

    /** Orders that wait for ever would look stuck to other tests. */
    @AfterEach
    void endAll() {
        placed.values().forEach(this::cancel);
        placed.values().forEach(id -> orders.answer(id, new Trigger.ShipmentCancelled()));
    }

    @Test
    void aThousandShoppersGetAHundredPiecesAndTheOthersALineOrAClearNo() throws Exception {
        sale(100, 1);
        double before = letIn();
        Queue<UUID> asked = new ConcurrentLinkedQueue<>();
        var refused = new AtomicInteger();

        inParallel(shoppers(1_000).map(user -> () -> {
            try {
                admissions.enter(user, Map.of(sku, 1));
                order(user, 1);
            } catch (InLine waiting) {
                asked.add(user);
            } catch (SoldOut nothingLeft) {
                refused.incrementAndGet();
            }
            return true;
        }));
        // each of them comes again, as they were asked to
        Map<Long, UUID> line = new TreeMap<>();
        for (UUID user : asked) {
            try {
                admissions.enter(user, Map.of(sku, 1));
                order(user, 1);
            } catch (InLine waiting) {
                line.put(waiting.position(), user);
            } catch (SoldOut nothingLeft) {
                refused.incrementAndGet();
            }
        }

        assertThat(placed).hasSize(100);
        assertThat(taken()).isEqualTo(100);
        assertThat(letIn() - before).as("the line lets nobody in for nothing").isLessThanOrEqualTo(100);
        assertThat(line).as("nobody has paid yet, so pieces may come back").hasSizeGreaterThan(50);
        assertThat(line.size() + refused.get()).isEqualTo(900);

        List<UUID> waiting = line.values().stream().limit(4).toList();
        placed.values().stream().limit(3).forEach(this::cancel);
        await().atMost(SOON).untilAsserted(() -> assertThatExceptionOfType(InLine.class)
                .isThrownBy(() -> admissions.enter(waiting.get(3), Map.of(sku, 1)))
                .satisfies(fourth -> assertThat(fourth.position()).isEqualTo(1)));
        for (UUID next : waiting.subList(0, 3)) {
            admissions.enter(next, Map.of(sku, 1));
            order(next, 1);
        }
        assertThat(taken()).isEqualTo(100);

        placed.values().forEach(this::confirm);
        await().atMost(SOON).untilAsserted(() -> assertThatExceptionOfType(SoldOut.class)
                .isThrownBy(() -> admissions.enter(waiting.get(3), Map.of(sku, 1))));
    }

    @Test
    void aHundredPiecesAreSoldAlthoughRedisDiesMidway(@TempDir Path home) throws Exception {
        sale(100, 1);
        var settings = new EngineSettings(ProjectRoot.above(Path.of("")), home.resolve("data"), home.resolve("log"),
                Ports.free(), EngineSecrets.random(new SecureRandom()), false, JvmTuning.laptop());
        ProcessTable processes = new ProcessTable(home.resolve("run"));
        Program program = Engine.REDIS.prepare(settings);
        processes.start(program);
        try {
            RedissonClient mortal = client(settings);
            Admissions filter = admissions(mortal, Clock.systemUTC());
            var attempts = new AtomicInteger();

            inParallel(shoppers(600).map(user -> () -> {
                if (attempts.incrementAndGet() == 300) {
                    processes.stop(program.name(), Duration.ZERO);
                }
                try {
                    filter.enter(user, Map.of(sku, 1));
                    order(user, 1);
                } catch (InLine | SoldOut notNow) {
                    return false;
                }
                return true;
            }));
            mortal.shutdown();
        } finally {
            processes.stop(program.name(), Duration.ZERO);
        }

        assertThat(taken()).isEqualTo(100);
        assertThat(placed).hasSize(100);
    }

    @Test
    void theDatabaseAloneKeepsTheLimits() throws Exception {
        sale(7, 1);

        assertThat(inParallel(shoppers(60).map(user -> () -> tryOrder(user)))).containsEntry(true, 7L);

        assertThat(taken()).isEqualTo(7);
    }

    @Test
    void aShopperGetsNoMoreThanTheLimitHoweverManyOrdersComeAtOnce() throws Exception {
        sale(100, 2);
        var greedy = UUID.randomUUID();

        assertThat(inParallel(Stream.generate(() -> (Callable<Boolean>) () -> tryOrder(greedy)).limit(20)))
                .containsEntry(true, 2L);

        assertThat(taken()).isEqualTo(2);
        assertThatExceptionOfType(FlashSaleLimit.class)
                .isThrownBy(() -> admissions.enter(UUID.randomUUID(), Map.of(sku, 3)));
    }

    @Test
    void aCancelledOrderGivesItsPiecesBackOnceHoweverOftenItIsCancelled() {
        sale(4, 2);
        var user = UUID.randomUUID();
        order(user, 2);
        assertThatExceptionOfType(FlashSaleLimit.class).isThrownBy(() -> orders.place(draft(user, 1)));
        assertThat(taken()).isEqualTo(2);

        for (int i = 0; i < 3; i++) {
            placed.values().forEach(this::cancel);
        }

        assertThat(taken()).isZero();
        order(user, 2);
        assertThat(taken()).isEqualTo(2);
    }

    @Test
    void anOrderThatCannotBeServedGivesItsPiecesBack() {
        sale(2, 2);
        order(UUID.randomUUID(), 2);

        placed.values().forEach(id -> orders.answer(id, new Trigger.StockRejected()));

        assertThat(taken()).isZero();
    }

    @Test
    void ordersThatEndTogetherGiveAllTheirPiecesBack() {
        sale(4, 2);
        order(UUID.randomUUID(), 2);
        order(UUID.randomUUID(), 1);
        List<Told> rejections = placed.values().stream().map(id -> new Told(id, new Trigger.StockRejected())).toList();

        orders.answer(rejections);
        orders.answer(rejections);

        assertThat(taken()).isZero();
    }

    @Test
    void whoDoesNotComeAgainLosesThePlaceAndWhoDoesNotOrderTheirTurn() {
        sale(2, 1);
        var clock = new HandClock(Instant.now());
        Admissions line = admissions(redis, clock);
        List<UUID> user = shoppers(4).toList();
        assertThatNoException().isThrownBy(() -> line.enter(user.get(0), Map.of(sku, 1)));
        assertThatNoException().isThrownBy(() -> line.enter(user.get(1), Map.of(sku, 1)));
        assertThat(position(line, user.get(2))).isEqualTo(1);
        assertThat(position(line, user.get(3))).isEqualTo(2);

        clock.pass(properties.patience().minusSeconds(1));
        assertThat(position(line, user.get(3))).as("a repeated question keeps the place").isEqualTo(2);
        clock.pass(Duration.ofSeconds(2));
        assertThat(position(line, user.get(3))).as("the one before has gone").isEqualTo(1);

        clock.pass(properties.admittedFor());
        assertThatNoException().isThrownBy(() -> line.enter(user.get(3), Map.of(sku, 1)));
    }

    @Test
    void beforeItStartsAndAfterItsEndASkuIsSoldLikeAnyOther() {
        Instant now = Instant.now();
        service.set(sku, new FlashSale.Terms(1, 1, now.plusSeconds(3_600), now.plusSeconds(7_200)), UUID.randomUUID());

        order(UUID.randomUUID(), 5);

        assertThat(taken()).isZero();
    }

    private void sale(int pieces, int perUser) {
        Instant now = Instant.now();
        service.set(sku, new FlashSale.Terms(pieces, perUser, now.minusSeconds(60), now.plusSeconds(3_600)),
                UUID.randomUUID());
        await().atMost(SOON).until(() -> !running.of(List.of(sku)).isEmpty());
    }

    private Admissions admissions(RedissonClient client, Clock clock) {
        return new Admissions(client, new RunningSales(sales, properties, clock), properties,
                new SimpleMeterRegistry(), clock);
    }

    private static RedissonClient client(EngineSettings settings) {
        var config = new Config();
        config.setPassword(settings.secrets().redisPassword());
        config.useSingleServer().setAddress("redis://127.0.0.1:" + settings.ports().redis()).setConnectTimeout(500)
                .setTimeout(500).setRetryAttempts(0).setConnectionMinimumIdleSize(1);
        return Redisson.create(config);
    }

    private long position(Admissions line, UUID user) {
        var places = new ArrayList<Long>();
        assertThatExceptionOfType(InLine.class).isThrownBy(() -> line.enter(user, Map.of(sku, 1)))
                .satisfies(waiting -> places.add(waiting.position()));
        return places.getFirst();
    }

    private boolean tryOrder(UUID user) {
        try {
            order(user, 1);
            return true;
        } catch (SoldOut | FlashSaleLimit refused) {
            return false;
        }
    }

    private void order(UUID user, int quantity) {
        placed.put(UUID.randomUUID(), orders.place(draft(user, quantity)).id());
    }

    private OrderDraft draft(UUID user, int quantity) {
        var lines = List.of(new OrderLine(sku, "Hot", quantity, Money.of(1_000, "USD")));
        return new OrderDraft(new UserId(user), lines, Charges.none(lines), List.of(),
                new DeliveryAddress("Ada", "1 Way", null, "Basel", null, "4051", "CH", null), null);
    }

    private void cancel(OrderId id) {
        orders.answer(id, new Trigger.CancellationWish(CancellationReason.BY_SHOPPER, null, null));
    }

    private void confirm(OrderId id) {
        orders.answer(id, new Trigger.PaymentReserved(UUID.randomUUID(), Money.of(1_000, "USD")));
    }

    private double letIn() {
        return meters.find("souk.flashsale.admissions").tag("outcome", "admitted").counters().stream()
                .mapToDouble(Counter::count).sum();
    }

    private int taken() {
        return jdbc.sql("select taken from flash_sale where sku = :sku").param("sku", sku).query(Integer.class)
                .single();
    }

    private static Stream<UUID> shoppers(int number) {
        return IntStream.range(0, number).mapToObj(_ -> UUID.randomUUID());
    }

    /** How many had each outcome. */
    private static Map<Boolean, Long> inParallel(Stream<Callable<Boolean>> work) throws Exception {
        var outcomes = new TreeMap<Boolean, Long>();
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            for (Future<Boolean> done : threads.invokeAll(work.toList())) {
                outcomes.merge(done.get(), 1L, Long::sum);
            }
        }
        return outcomes;
    }
}
