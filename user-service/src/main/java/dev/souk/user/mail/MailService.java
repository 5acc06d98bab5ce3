package dev.souk.user.mail;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.souk.user.account.Account;
import dev.souk.user.account.AccountEvent.AccountDeleted;
import dev.souk.user.account.AccountEvent.PasswordChanged;
import dev.souk.user.account.AccountService;
import dev.souk.user.account.EmailAddress;
import dev.souk.user.account.EmailClaimed;
import dev.souk.user.audit.SecurityEvent;
import dev.souk.user.audit.SecurityEventType;
import dev.souk.user.link.LinkPurpose;
import dev.souk.user.link.LinkService;
import dev.souk.user.throttle.Counters;
import dev.souk.user.throttle.Counters.Count;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Mails about an account. A request is stored and announced without a look at whether its address has an account, so that neither the
 * answer nor its time can tell; notification-service then asks what to write. Only then a link is made: its token is in no event,
 * in no table, and in clear text in no place but that answer and the mail.
 */
@Service
public class MailService {

    private static final Duration KEPT = Duration.ofDays(2);

    private final MailRequests requests;
    private final AccountService accounts;
    private final LinkService links;
    private final Counters counters;
    private final MailThrottleProperties limits;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final MeterProvider<Counter> throttled;

    MailService(MailRequests requests, AccountService accounts, LinkService links, Counters counters,
            MailThrottleProperties limits, ApplicationEventPublisher events, MeterRegistry metrics, Clock clock) {
        this.requests = requests;
        this.accounts = accounts;
        this.links = links;
        this.counters = counters;
        this.limits = limits;
        this.events = events;
        this.clock = clock;
        throttled = Counter.builder("souk.mail.throttled")
                .description("Requests for mails refused after too many").withRegistry(metrics);
    }

    /**
     * To be asked before a stranger's request that ends in a mail.
     *
     * @throws TooManyMails when this client, or everybody together, asked for too many
     */
    public void admit(String client) {
        count("CLIENT", "mail client " + client, limits.perClient(), client);
        count("EVERYBODY", "mail", limits.inAll(), client);
    }

    /** Sends another link to verify the address, if it has an account. */
    @Transactional
    public void requestVerification(EmailAddress email) {
        request(MailKind.VERIFY_EMAIL, email);
    }

    /** Sends a link to set another password, if the address has an account. */
    @Transactional
    public void requestPasswordReset(EmailAddress email) {
        request(MailKind.RESET_PASSWORD, email);
    }

    /**
     * What to write for this request, with a new link each time: it may be asked for until the mail is out. Nothing when the address
     * has no account or the request is too old.
     */
    public Optional<Letter> letter(UUID requestId) {
        Instant now = clock.instant();
        return requests.find(requestId)
                .filter(request -> !request.isStaleAt(now))
                .flatMap(request -> accounts.find(request.email())
                        .filter(account -> !isOfOlderRegistration(request, account))
                        .map(account -> letter(request.kind(), account, now)));
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void on(EmailClaimed claimed) {
        request(MailKind.VERIFY_EMAIL, claimed.email());
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void on(PasswordChanged changed) {
        request(MailKind.PASSWORD_CHANGED, changed.email());
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void on(AccountDeleted deleted) {
        requests.removeTo(deleted.email());
    }

    /** The addresses of strangers are not kept. */
    @Scheduled(fixedDelay = 10, initialDelay = 1, timeUnit = TimeUnit.MINUTES)
    void forgetOldRequests() {
        requests.removeBefore(clock.instant().minus(KEPT));
    }

    private void request(MailKind kind, EmailAddress email) {
        if (tooManyTo(email, kind)) {
            return;
        }
        MailRequest request = new MailRequest(UuidCreator.getTimeOrderedEpoch(), kind, email, clock.instant());
        requests.add(request);
        events.publishEvent(new MailRequested(request.id(), request.requestedAt()));
    }

    /** A newer registration has a mail of its own, and no other may bring its link. */
    private static boolean isOfOlderRegistration(MailRequest request, Account account) {
        return request.kind() == MailKind.VERIFY_EMAIL && !account.isVerified()
                && request.requestedAt().isBefore(account.registeredAt());
    }

    private Letter letter(MailKind kind, Account account, Instant now) {
        return switch (kind) {
            case VERIFY_EMAIL -> verification(account, now);
            case RESET_PASSWORD, CHOOSE_PASSWORD -> withLink(kind, LinkPurpose.RESET_PASSWORD, account, now);
            case ALREADY_REGISTERED, PASSWORD_CHANGED -> withoutLink(kind, account);
        };
    }

    private Letter verification(Account account, Instant now) {
        if (account.isVerified()) {
            return withoutLink(MailKind.ALREADY_REGISTERED, account);
        }
        return accounts.hasPassword(account)
                ? withLink(MailKind.VERIFY_EMAIL, LinkPurpose.VERIFY_EMAIL, account, now)
                : withLink(MailKind.CHOOSE_PASSWORD, LinkPurpose.RESET_PASSWORD, account, now);
    }

    private Letter withLink(MailKind kind, LinkPurpose purpose, Account account, Instant now) {
        return new Letter(kind, account.email(), account.displayName(), links.issue(purpose, account),
                now.plus(purpose.validity()));
    }

    private static Letter withoutLink(MailKind kind, Account account) {
        return new Letter(kind, account.email(), account.displayName(), null, null);
    }

    /** Each kind by itself: whoever registers somebody's address again and again must not hold back the owner's other mails. */
    private boolean tooManyTo(EmailAddress email, MailKind kind) {
        // never held back: the owner must know
        return kind != MailKind.PASSWORD_CHANGED
                && counters.increment("mail " + kind + " to " + email, limits.window())
                        .filter(count -> count.value() > limits.perAddress())
                        .isPresent();
    }

    private void count(String kind, String name, int limit, String client) {
        Optional<Count> counted = counters.increment(name, limits.window());
        if (counted.isEmpty() || counted.get().value() <= limit) {
            return;
        }
        throttled.withTag("kind", kind).increment();
        if (counted.get().value() == limit + 1) {
            events.publishEvent(SecurityEvent.of(SecurityEventType.MAILS_THROTTLED, null).from(client).saying(kind));
        }
        throw new TooManyMails(counted.get().timeLeft());
    }
}
