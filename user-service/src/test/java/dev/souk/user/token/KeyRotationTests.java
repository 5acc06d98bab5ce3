package dev.souk.user.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import dev.souk.test.HandClock;
import dev.souk.user.Api;
import dev.souk.user.Api.Person;
import dev.souk.user.RunningUserService;
import dev.souk.user.audit.SecurityEvent;
import dev.souk.user.audit.SecurityEventType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import org.springframework.transaction.support.TransactionTemplate;

/** Keys come, sign and go without anybody noticing; the life of a key is followed in a table of its own, with a clock that can be set. */
@RunningUserService
class KeyRotationTests {

    private static final Duration LIFETIME = Duration.ofDays(30);
    private static final Duration LEAD = Duration.ofMinutes(15);
    private static final Duration RELOAD = Duration.ofSeconds(10);

    @Autowired
    private Api api;

    @Autowired
    private KeyEncryption encryption;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private DataSourceProperties database;

    private final HandClock clock = new HandClock(Instant.parse("2026-03-01T12:00:00Z"));

    @BeforeEach
    void emptyTable() {
        jdbc.sql("drop schema if exists rotation cascade").update();
        jdbc.sql("create schema rotation").update();
        jdbc.sql("create table rotation.signing_key (like public.signing_key including all)").update();
    }

    @Test
    void aNewKeyIsPublishedBeforeItSigns() {
        SigningKeys keys = instance();
        RSAKey old = keys.current();

        String next = keys.rotate(null).kid();

        assertThat(kids(keys)).containsExactly(next, old.getKeyID());
        assertThat(keys.current()).isEqualTo(old);
        clock.pass(LEAD);
        assertThat(keys.current().getKeyID()).isEqualTo(next);
    }

    @Test
    void theOldKeyStaysUntilItsLastTokenHasExpired() {
        SigningKeys keys = instance();
        String old = keys.current().getKeyID();
        keys.rotate(null);
        clock.pass(LEAD);

        clock.pass(Duration.ofMinutes(11));
        keys.keepUp();
        assertThat(kids(keys)).contains(old);

        clock.pass(RELOAD.plusSeconds(1));
        keys.keepUp();
        assertThat(kids(keys)).doesNotContain(old).hasSize(1);
    }

    @Test
    void aKeyThatCannotBeAuditedIsNotDeleted() {
        SigningKeys keys = instance(event -> {
            if (((SecurityEvent) event).type() == SecurityEventType.KEY_DELETED) {
                throw new IllegalStateException("no audit");
            }
        });
        outliveTheFirst(keys);

        assertThatIllegalStateException().isThrownBy(keys::keepUp);

        assertThat(kids(instance())).hasSize(2);
    }

    @Test
    void theDeletionOfAKeyIsAuditedOnceHoweverManyInstancesDoIt() throws Exception {
        Queue<Object> audit = new ConcurrentLinkedQueue<>();
        List<SigningKeys> instances = List.of(instance(audit::add), instance(audit::add), instance(audit::add));
        outliveTheFirst(instances.getFirst());
        audit.clear();

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.invokeAll(instances.stream().map(keys -> Executors.callable(keys::keepUp)).toList());
        }

        assertThat(audit).hasSize(1);
    }

    private void outliveTheFirst(SigningKeys keys) {
        keys.rotate(null);
        clock.pass(LEAD.plus(Duration.ofMinutes(11)).plus(RELOAD).plusSeconds(1));
    }

    @Test
    void keysRotateByThemselvesWhenTheirTimeHasCome() {
        SigningKeys keys = instance();
        String first = keys.current().getKeyID();

        clock.pass(LIFETIME.minus(LEAD).minusSeconds(1));
        keys.keepUp();
        assertThat(kids(keys)).containsExactly(first);
        clock.pass(Duration.ofSeconds(1));
        keys.keepUp();

        assertThat(kids(keys)).hasSize(2);
        assertThat(keys.current().getKeyID()).isEqualTo(first);
        clock.pass(LEAD);
        assertThat(keys.current().getKeyID()).isNotEqualTo(first);
    }

    @Test
    void twoInstancesAgreeOnTheNextKeyHoweverOftenTheyAreAsked() throws Exception {
        SigningKeys one = instance();
        SigningKeys other = instance();
        Callable<String> first = () -> one.rotate(null).kid();
        Callable<String> second = () -> other.rotate(null).kid();

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> next = threads.invokeAll(List.of(first, second, first, second));
            assertThat(next.stream().map(Future::resultNow).distinct()).hasSize(1);
        }
        one.keepUp();
        other.keepUp();
        clock.pass(LEAD);
        assertThat(one.current()).isEqualTo(other.current());
        assertThat(kids(one)).isEqualTo(kids(other)).hasSize(2);
    }

    @Test
    void aRotationUnderLoadRefusesNobody() throws Exception {
        Person admin = api.admin();
        Person old = api.shopper();
        Queue<Integer> refusals = new ConcurrentLinkedQueue<>();
        AtomicInteger requests = new AtomicInteger();
        AtomicBoolean over = new AtomicBoolean();
        Callable<Void> shopping = () -> {
            while (!over.get()) {
                String fresh = api.logIn(old.email(), Api.PASSWORD).accessToken();
                for (String token : List.of(fresh, old.tokens().accessToken())) {
                    int status = status(api.get("/api/v1/users/me", token));
                    requests.incrementAndGet();
                    if (status != 200) {
                        refusals.add(status);
                    }
                }
            }
            return null;
        };

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Void>> shoppers = List.of(threads.submit(shopping), threads.submit(shopping),
                    threads.submit(shopping));
            try {
                for (int rotation = 0; rotation < 3; rotation++) {
                    rotate(admin, old);
                }
            } finally {
                over.set(true);
            }
            assertThat(shoppers).allSatisfy(shopper -> assertThat(shopper).succeedsWithin(Duration.ofMinutes(1)));
        }

        assertThat(requests).hasPositiveValue();
        assertThat(refusals).isEmpty();
    }

    @Test
    void onlyAdministratorsRotate() {
        api.post("/api/v1/ops/signing-keys/rotate", api.shopper().tokens().accessToken()).expectStatus().isForbidden();
    }

    private void rotate(Person admin, Person shopper) {
        String next = String.valueOf(Api.json(api.post("/api/v1/ops/signing-keys/rotate",
                admin.tokens().accessToken()).expectStatus().isAccepted()).get("kid"));
        api.get("/.well-known/jwks.json").expectBody().jsonPath("$.keys[?(@.kid == '" + next + "')]").exists();
        await().until(() -> SignedJWT.parse(api.logIn(shopper.email(), Api.PASSWORD).accessToken()).getHeader()
                .getKeyID().equals(next));
    }

    private static int status(ResponseSpec answer) {
        return answer.returnResult(String.class).getStatus().value();
    }

    /** One that knows the table of this test only. */
    private SigningKeys instance() {
        return instance(event -> {});
    }

    private SigningKeys instance(ApplicationEventPublisher audit) {
        String url = database.determineUrl();
        DriverManagerDataSource own = new DriverManagerDataSource(
                url + (url.contains("?") ? "&" : "?") + "currentSchema=rotation");
        own.setUsername(database.determineUsername());
        own.setPassword(database.determinePassword());
        return new SigningKeys(JdbcClient.create(own), encryption,
                new TokenProperties("https://souk.test", Duration.ofMinutes(10), Duration.ofMinutes(5), LIFETIME, LEAD,
                        RELOAD, Duration.ofMinutes(5), "Zk3vQ8rT1mX6bN9cW2yL5hJ7gF4dS0aP"),
                new TransactionTemplate(new JdbcTransactionManager(own)), audit, clock);
    }

    private static List<String> kids(SigningKeys keys) {
        List<?> published = (List<?>) Objects.requireNonNull(keys.published().get("keys"));
        return published.stream().map(key -> String.valueOf(((Map<?, ?>) key).get("kid"))).toList();
    }

    /** Stands still until it is told how much time passes. */
}
