package dev.souk.payment.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;

import dev.souk.common.money.Money;
import dev.souk.common.web.test.TestTokens;
import dev.souk.payment.PaymentServiceTest;
import dev.souk.payment.intent.Orders;
import dev.souk.payment.intent.PaymentService;
import dev.souk.payment.intent.PaymentState;
import dev.souk.payment.provider.ProviderStatements;
import dev.souk.payment.provider.StatementLine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** Each test has a provider and days of its own, long before the payments of all other tests. */
@PaymentServiceTest
class ReconciliationTests {

    private static final AtomicInteger TESTS = new AtomicInteger();

    private final JdbcClient jdbc;
    private final ReconciliationRepository repository;
    private final TransactionTemplate transaction;
    private final ProviderStatements sandbox;
    private final MockMvcTester mvc;
    private final Orders orders;
    private final PaymentService payments;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Statement statement = new Statement("test-" + UUID.randomUUID(), new ArrayList<>());
    private final LocalDate day = LocalDate.of(2001, 1, 1).plusDays(10L * TESTS.getAndIncrement());
    private final Instant noon = day.atTime(12, 0).toInstant(ZoneOffset.UTC);
    private final Reconciliation reconciliation;

    @Autowired
    ReconciliationTests(JdbcClient jdbc, ReconciliationRepository repository, TransactionTemplate transaction,
            ProviderStatements sandbox, MockMvcTester mvc, PaymentService payments) {
        this.jdbc = jdbc;
        this.repository = repository;
        this.transaction = transaction;
        this.sandbox = sandbox;
        this.mvc = mvc;
        this.payments = payments;
        this.orders = new Orders(payments, jdbc);
        this.reconciliation = with(statement, Clock.fixed(noon.plus(Duration.ofDays(1)), ZoneOffset.UTC));
    }

    private Reconciliation with(ProviderStatements statements, Clock clock) {
        return new Reconciliation(statements, repository, transaction, meters, clock);
    }

    @Test
    void whatBothSayIsNoDifference() {
        ours("cap", 1000, "USD", noon);
        theirs("cap", 1000, "USD", noon);
        ours("re", -300, "USD", noon);
        theirs("re", -300, "USD", noon);

        assertThat(reconciliation.reconcile(day)).isZero();
        assertThat(reconciliation.daysBefore(day.plusDays(1), 1)).singleElement()
                .returns(2, ReconciledDay::lines).returns(2, ReconciledDay::movements)
                .returns(0, ReconciledDay::differences);
    }

    @Test
    void everyKindOfDifferenceIsReportedOnce() {
        ours("only-here", 1000, "USD", noon);
        theirs("only-there", 700, "USD", noon);
        ours("dearer", 1000, "USD", noon);
        theirs("dearer", 1001, "USD", noon);
        ours("dollars", 1000, "USD", noon);
        theirs("dollars", 1000, "EUR", noon);
        ours("given-back", -1000, "USD", noon);
        theirs("given-back", 1000, "USD", noon);

        assertThat(reconciliation.reconcile(day)).isEqualTo(5);
        assertThat(found()).extracting(Difference::reference, Difference::kind, Difference::ours, Difference::theirs)
                .containsExactlyInAnyOrder(
                        tuple(name("only-here"), Difference.Kind.MISSING_AT_PROVIDER, Money.of(1000, "USD"), null),
                        tuple(name("only-there"), Difference.Kind.MISSING_HERE, null, Money.of(700, "USD")),
                        tuple(name("dearer"), Difference.Kind.AMOUNT, Money.of(1000, "USD"), Money.of(1001, "USD")),
                        tuple(name("dollars"), Difference.Kind.CURRENCY, Money.of(1000, "USD"),
                                Money.of(1000, "EUR")),
                        tuple(name("given-back"), Difference.Kind.AMOUNT, Money.of(-1000, "USD"),
                                Money.of(1000, "USD")));
        assertThat(meters.get("souk.payments.reconciliation.differences").tag("kind", "AMOUNT").counter().count())
                .isEqualTo(2);
        assertThat(meters.get("souk.payments.reconciliation.open").gauge().value()).isGreaterThanOrEqualTo(5);

        assertThat(reconciliation.reconcile(day)).as("known by now").isZero();
        assertThat(found()).hasSize(5);
        assertThat(reconciliation.daysBefore(day.plusDays(1), 1)).singleElement()
                .returns(5, ReconciledDay::differences);
    }

    @Test
    void thoseWhoCompareTheSameDayAtOnceFindTogetherWhatOneFinds() throws Exception {
        for (int number = 0; number < 20; number++) {
            theirs("only-there-" + number, 700, "USD", noon);
        }
        int found = 0;
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (Future<Integer> each : threads
                    .invokeAll(Collections.<Callable<Integer>>nCopies(8, () -> reconciliation.reconcile(day)))) {
                found += each.get();
            }
        }

        assertThat(found).isEqualTo(20);
        assertThat(found()).hasSize(20);
        assertThat(reconciliation.daysBefore(day.plusDays(1), 1)).singleElement()
                .returns(20, ReconciledDay::lines).returns(20, ReconciledDay::differences);
    }

    @Test
    void aDifferenceIsResolvedWhenBothSayTheSame() {
        theirs("late", 1000, "USD", noon);
        reconciliation.reconcile(day);
        assertThat(found()).singleElement().returns(null, Difference::resolvedAt);

        ours("late", 1000, "USD", noon.plus(Duration.ofDays(1)));

        assertThat(reconciliation.reconcile(day.plusDays(1))).isZero();
        assertThat(found()).singleElement().extracting(Difference::resolvedAt).isNotNull();
    }

    @Test
    void midnightBetweenTheTwoIsNoDifference() {
        var midnight = day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
        theirs("before", 1000, "USD", midnight.minusMillis(1));
        ours("before", 1000, "USD", midnight);
        theirs("after", 1000, "USD", midnight);
        ours("after", 1000, "USD", midnight.minusMillis(1));

        assertThat(reconciliation.reconcile(day)).isZero();
        assertThat(reconciliation.reconcile(day.plusDays(1))).isZero();
    }

    @Test
    void movementsFromBeforeReferencesWereKeptAreNotCompared() {
        ours(null, 1000, "USD", noon);

        assertThat(reconciliation.reconcile(day)).isZero();
    }

    @Test
    void whatAnotherProviderMovedIsNoDifferenceWithThisOne() {
        ours("before the change", 1000, "USD", noon);
        theirs("before the change", 700, "USD", noon);
        assertThat(reconciliation.reconcile(day)).isEqualTo(1);

        var next = with(new Statement("next-" + UUID.randomUUID(), List.of()),
                Clock.fixed(noon.plus(Duration.ofDays(1)), ZoneOffset.UTC));

        assertThat(next.reconcileDue(1)).returns(0, Reconciliation.Result::differences)
                .returns(0, Reconciliation.Result::open);
        assertThat(next.daysBefore(day.plusDays(1), 1)).singleElement().returns(day, ReconciledDay::day)
                .returns(0, ReconciledDay::movements);
        assertThat(next.differencesBefore(Long.MAX_VALUE, false, 1)).isEmpty();
        assertThat(found()).hasSize(1);
    }

    @Test
    void oneMovementOfTheProviderIsNotBookedTwice() {
        ours("once", 1000, "USD", noon);

        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> ours("once", 1000, "USD", noon)).withMessageContaining("movement_is_booked_once");
    }

    @Test
    void daysThatWereLeftOutAreMadeUpForUpToYesterday() {
        reconciliation.reconcile(day);
        var later = with(statement, Clock.fixed(noon.plus(Duration.ofDays(4)), ZoneOffset.UTC));

        assertThat(later.reconcileDue(2)).returns(2, Reconciliation.Result::days).returns(true,
                Reconciliation.Result::more);
        assertThat(later.reconcileDue(2)).returns(1, Reconciliation.Result::days).returns(false,
                Reconciliation.Result::more);
        assertThat(later.reconcileDue(2)).returns(0, Reconciliation.Result::days);
        assertThat(later.daysBefore(day.plusDays(9), 9)).extracting(ReconciledDay::day)
                .containsExactly(day.plusDays(3), day.plusDays(2), day.plusDays(1), day);
    }

    @Test
    void theSandboxSaysWhatWeHave() {
        var order = orders.place(UUID.randomUUID(), "tok_visa");
        orders.ship(order);
        var payment = orders.awaitState(order, PaymentState.CAPTURED);
        payments.refund(payment, Money.of(100, "USD"), "scratched", null, UUID.randomUUID());
        orders.awaitRefunded(order, 100);
        var clock = Clock.systemUTC();

        with(sandbox, clock).reconcile(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));

        assertThat(repository.differencesBefore(sandbox.provider(), Long.MAX_VALUE, false, 1000))
                .extracting(Difference::orderId)
                .doesNotContain(order.value());
        assertThat(jdbc.sql("""
                SELECT s.amount FROM statement_line s JOIN ledger_entry e USING (reference)
                WHERE e.order_id = :order AND e.account = 'PROVIDER' ORDER BY 1""").param("order", order.value())
                .query(Long.class).list())
                .containsExactly(-100L, Orders.TOTAL.amount());
    }

    @Test
    void theSandboxsStatementIsReadPageByPageInTheOrderOfTime() {
        jdbc.sql(
                """
                        INSERT INTO sandbox.movement (reference, kind, authorisation, amount, currency, moved_at)
                        SELECT 'cap_' || gen_random_uuid(), 'CAPTURE', 'auth', 1, 'USD', CAST(:noon AS timestamptz) + number / 7 * interval '1 second'
                        FROM generate_series(1, 1200) AS number""")
                .param("noon", Timestamp.from(noon)).update();
        var pages = new ArrayList<List<StatementLine>>();

        sandbox.read(day, pages::add);

        assertThat(pages).hasSize(3);
        assertThat(pages.stream().flatMap(List::stream).map(StatementLine::reference)).hasSize(1200)
                .doesNotHaveDuplicates();
        assertThat(pages.stream().flatMap(List::stream).map(StatementLine::movedAt)).isSorted();
    }

    @Test
    void operatorsSeeDaysAndWhatDiffers() {
        theirs("seen", 700, "USD", noon);
        with(new Statement(sandbox.provider(), statement.lines()), Clock.fixed(noon, ZoneOffset.UTC)).reconcile(day);
        var operator = TestTokens.operator().bearer();
        var shopper = TestTokens.shopper(UUID.randomUUID()).bearer();

        assertThat(mvc.get().uri("/api/v1/ops/reconciliations/differences?open=true&size=1").header("Authorization",
                operator)).hasStatusOk().bodyJson().isLenientlyEqualTo("""
                        {"items": [{"day": "%s", "kind": "MISSING_HERE", "reference": "%s",
                          "theirs": {"amount": 700, "currency": "USD"}}]}""".formatted(day, name("seen")));
        assertThat(mvc.get().uri("/api/v1/ops/reconciliations").header("Authorization", operator)).hasStatusOk()
                .bodyJson().hasPath("$.items");
        assertThat(mvc.get().uri("/api/v1/ops/reconciliations").header("Authorization", shopper)).hasStatus(403);
        assertThat(mvc.get().uri("/api/v1/ops/reconciliations/differences").header("Authorization", shopper))
                .hasStatus(403);
        assertThat(mvc.post().uri("/internal/payments/reconcile").header("Authorization", operator)).hasStatus(401);
        assertThat(mvc.post().uri("/internal/payments/reconcile")
                .header("Authorization", TestTokens.service("job-scheduler").bearer())
                .contentType("application/json").content("{\"limit\": 0}")).hasStatus(400);
    }

    @Test
    void whatStaysDifferentIsAnOperatorsToResolve() {
        theirs("dispute", -700, "USD", noon);
        reconciliation.reconcile(day);
        long id = found().getFirst().id();
        var operator = UUID.randomUUID();

        reconciliation.resolve(id, operator, "lost");
        reconciliation.resolve(id, UUID.randomUUID(), "said again");
        reconciliation.reconcile(day);

        assertThat(found()).singleElement().returns(operator, Difference::resolvedBy).returns("lost",
                Difference::note).extracting(Difference::resolvedAt).isNotNull();
        assertThat(repository.countOpen(statement.provider())).isZero();
    }

    @Test
    void onlyOperatorsResolveAndOnlyWhatThereIs() {
        theirs("seen to", 700, "USD", noon);
        with(new Statement(sandbox.provider(), statement.lines()), Clock.fixed(noon, ZoneOffset.UTC)).reconcile(day);
        long id = repository.differencesBefore(sandbox.provider(), Long.MAX_VALUE, true, 1).getFirst().id();
        var operator = TestTokens.operator().bearer();

        assertThat(resolve(id, TestTokens.shopper(UUID.randomUUID()).bearer(), "mine")).hasStatus(403);
        assertThat(resolve(id, operator, " ")).hasStatus(400);
        assertThat(resolve(Long.MAX_VALUE, operator, "none")).hasStatus(404);
        assertThat(resolve(id, operator, "seen to")).hasStatusOk().bodyJson().isLenientlyEqualTo("""
                {"id": %d, "note": "seen to"}""".formatted(id));
    }

    private MvcTestResult resolve(long id, String bearer, String note) {
        return mvc.post().uri("/api/v1/ops/reconciliations/differences/{id}/resolve", id)
                .header("Authorization", bearer).contentType("application/json")
                .content("{\"note\": \"%s\"}".formatted(note)).exchange();
    }

    private List<Difference> found() {
        return reconciliation.differencesBefore(Long.MAX_VALUE, false, 1000);
    }

    private String name(String reference) {
        return reference + "-" + statement.provider();
    }

    private void theirs(String reference, long amount, String currency, Instant at) {
        statement.lines().add(new StatementLine(name(reference), Money.of(amount, currency), at));
    }

    private void ours(@Nullable String reference, long amount, String currency, Instant at) {
        var id = UUID.randomUUID();
        jdbc.sql("""
                INSERT INTO payment (id, order_id, state, remembered, created_at, updated_at)
                VALUES (:id, :id, 'UNKNOWN', '{}', now(), now())""").param("id", id).update();
        jdbc.sql(
                """
                        INSERT INTO ledger_entry
                            (movement_id, account, order_id, payment_id, kind, amount, currency, recorded_at, reference, provider)
                        VALUES (:id, 'PROVIDER', :id, :id, 'CAPTURE', :amount, :currency, :at, :reference, :provider),
                               (:id, 'SALES', :id, :id, 'CAPTURE', -:amount, :currency, :at, :reference, :provider)""")
                .param("id", id).param("provider", statement.provider()).param("amount", amount)
                .param("currency", currency)
                .param("at", Timestamp.from(at)).param("reference", reference == null ? null : name(reference))
                .update();
    }

    /** What a provider says, a line in each page. */
    private record Statement(String provider, List<StatementLine> lines) implements ProviderStatements {

        @Override
        public void read(LocalDate day, Consumer<List<StatementLine>> page) {
            lines.stream().filter(line -> LocalDate.ofInstant(line.movedAt(), ZoneOffset.UTC).equals(day))
                    .forEach(line -> page.accept(List.of(line)));
        }
    }
}
