package dev.souk.user.audit;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.souk.user.account.AccountEvent;
import dev.souk.user.account.AccountEvent.AccountDeleted;
import dev.souk.user.account.AccountEvent.EmailVerified;
import dev.souk.user.account.AccountEvent.PasswordChanged;
import dev.souk.user.account.AccountEvent.RegisteredAgain;
import dev.souk.user.account.AccountEvent.RolesChanged;
import dev.souk.user.account.AccountEvent.UserRegistered;
import dev.souk.user.account.UserId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/**
 * Records security events, in the transaction in which they happen: what was rolled back is not there, what was done is. Of what a
 * throttle refuses only the first is recorded in each window, or an attack would fill the table; {@code souk.login.throttled} and
 * {@code souk.mail.throttled} count them all.
 */
@Service
public class AuditTrail {

    private static final int READ_AT_ONCE = 1_000;
    private static final int DELETED_AT_ONCE = 1_000;

    private final SecurityEvents recorded;
    private final AuditProperties properties;
    private final Clock clock;

    AuditTrail(SecurityEvents recorded, AuditProperties properties, Clock clock) {
        this.recorded = recorded;
        this.properties = properties;
        this.clock = clock;
    }

    /** At most {@code size} events, the newest first, those before the given one. */
    public List<RecordedEvent> events(AuditQuery query, @Nullable UUID before, int size) {
        return recorded.page(query, before, size);
    }

    /** Every event of the user, the newest first, read in pages while they are walked through: there may be many. */
    public Iterable<RecordedEvent> eventsOf(UUID user) {
        AuditQuery ofUser = AuditQuery.ofUser(user);
        return () -> Stream.iterate(events(ofUser, null, READ_AT_ONCE), page -> !page.isEmpty(),
                page -> events(ofUser, page.getLast().id(), READ_AT_ONCE)).flatMap(List::stream).iterator();
    }

    @EventListener
    void on(SecurityEvent event) {
        recorded.add(new RecordedEvent(UuidCreator.getTimeOrderedEpoch(), clock.instant(), event.type(),
                uuid(event.user()), uuid(event.actor()), event.session(), ClientNetwork.of(event.clientAddress()),
                event.detail()));
    }

    @EventListener
    void on(AccountEvent event) {
        on(switch (event) {
            case UserRegistered registered -> SecurityEvent.of(SecurityEventType.REGISTERED, registered.userId());
            case RegisteredAgain again ->
                SecurityEvent.of(SecurityEventType.REGISTERED, again.userId()).saying("again");
            case EmailVerified verified -> SecurityEvent.of(SecurityEventType.EMAIL_VERIFIED, verified.userId());
            case PasswordChanged changed -> SecurityEvent.of(SecurityEventType.PASSWORD_CHANGED, changed.userId())
                    .saying(changed.keptSession() == null ? "by a link" : "by its owner");
            case RolesChanged changed -> SecurityEvent.of(SecurityEventType.ROLES_CHANGED, changed.userId())
                    .by(changed.by())
                    .saying(new TreeSet<>(changed.before()) + " to " + new TreeSet<>(changed.after()));
            case AccountDeleted deleted -> SecurityEvent.of(SecurityEventType.ACCOUNT_DELETED, deleted.userId());
        });
    }

    /** In small transactions; several instances share the work. */
    @Scheduled(fixedDelay = 60, initialDelay = 2, timeUnit = TimeUnit.MINUTES)
    void forgetOldEvents() {
        Instant before = clock.instant().minus(properties.retention());
        int deleted;
        do {
            deleted = recorded.deleteBefore(before, DELETED_AT_ONCE);
        } while (deleted > 0);
    }

    private static @Nullable UUID uuid(@Nullable UserId user) {
        return user == null ? null : user.value();
    }
}
