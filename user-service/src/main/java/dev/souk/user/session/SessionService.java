package dev.souk.user.session;

import dev.souk.user.account.Account;
import dev.souk.user.account.AccountEvent.AccountDeleted;
import dev.souk.user.account.AccountEvent.PasswordChanged;
import dev.souk.user.account.AccountEvent.RegisteredAgain;
import dev.souk.user.account.AccountEvent.RolesChanged;
import dev.souk.user.account.AccountService;
import dev.souk.user.account.EmailAddress;
import dev.souk.user.account.Password;
import dev.souk.user.account.PasswordHash;
import dev.souk.user.account.UserId;
import dev.souk.user.audit.SecurityEvent;
import dev.souk.user.audit.SecurityEventType;
import dev.souk.user.session.LoginThrottle.Attempt;
import dev.souk.user.session.Sessions.Presented;
import dev.souk.user.session.Sessions.Use;
import dev.souk.user.token.AccessTokens;
import dev.souk.user.token.ServerSecret;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/** Logins, and the sessions that they begin. */
@Service
public class SessionService {

    private static final Logger log = LoggerFactory.getLogger(SessionService.class);

    private final AccountService accounts;
    private final Sessions sessions;
    private final AccessTokens accessTokens;
    private final LoginThrottle throttle;
    private final KnownDevices devices;
    private final SessionProperties properties;
    private final ServerSecret secret;
    private final ApplicationEventPublisher events;
    private final TransactionOperations transactions;
    private final Clock clock;

    SessionService(AccountService accounts, Sessions sessions, AccessTokens accessTokens, LoginThrottle throttle,
            KnownDevices devices, SessionProperties properties, ServerSecret secret, ApplicationEventPublisher events,
            TransactionOperations transactions, Clock clock) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.accessTokens = accessTokens;
        this.throttle = throttle;
        this.devices = devices;
        this.properties = properties;
        this.secret = secret;
        this.events = events;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * @param deviceToken of a login before from this device, if any
     * @throws InvalidCredentials for an unknown address and for a wrong password, after the same time
     * @throws TooManyLogins when there were too many failures for this account, from this client or in all
     * @throws EmailNotVerified when all is right but the owner has not verified the address
     */
    public Login logIn(EmailAddress email, Password password, Device device, @Nullable String deviceToken) {
        Account account = authenticate(email, password, device, deviceToken);
        if (!account.isVerified()) {
            record(SecurityEventType.LOGIN_REFUSED, email, device, "EMAIL_NOT_VERIFIED");
            throw new EmailNotVerified();
        }
        return new Login(begin(account.id(), device, account.passwordVersion()), devices.remember(email));
    }

    /** Begins a session of somebody who has shown elsewhere who they are. */
    public Tokens beginFor(UserId owner, Device device) {
        return begin(owner, device, null);
    }

    /**
     * Takes the token back and gives its successor. A token that comes twice was stolen, either then or now: nobody can tell which
     * of the two is the thief, so the session ends for both (RFC 9700, 4.14.2). Only the same device, at once, and as long as nobody has
     * used the successor, gets that same successor again: its answer may have been lost.
     *
     * @throws InvalidRefreshToken when it was used before, is unknown, or its session has ended
     */
    public Tokens refresh(RefreshToken token, Device device) {
        // the end of a session must be committed, so the refusal is thrown after the transaction
        return transactions.execute(transaction -> rotate(token, device)).orElseThrow(InvalidRefreshToken::new);
    }

    /** Ends one session of the owner; ending it again changes nothing. */
    @Transactional
    public void logOut(UserId owner, SessionId id) {
        end(owner, id, EndReason.LOGGED_OUT);
    }

    /** Ends every session of the owner. */
    @Transactional
    public void logOutEverywhere(UserId owner) {
        endAllBut(null, owner, EndReason.LOGGED_OUT);
    }

    /** @throws SessionNotFound also when it is somebody else's, or has ended */
    @Transactional
    public void revoke(UserId owner, SessionId id) {
        if (!end(owner, id, EndReason.REVOKED)) {
            throw new SessionNotFound(id);
        }
    }

    /** All that is kept of the owner's sessions, ended ones too, the newest first. */
    public List<Session> all(UserId owner) {
        return sessions.all(owner);
    }

    /** The owner's sessions that can still be refreshed, the newest first. */
    public List<Session> running(UserId owner) {
        Instant now = clock.instant();
        return sessions.running(owner, now, now.minus(properties.idleTimeout()));
    }

    /**
     * Sets another password for whoever knows the old one; every other session of theirs ends.
     *
     * @throws InvalidCredentials when the old one is wrong, or while it was checked was changed or the session ended
     * @throws TooManyLogins when it was wrong too often: a stolen session must not be a way to guess it
     */
    public void changePassword(UserId owner, SessionId session, Password old, Password chosen, Device device,
            @Nullable String deviceToken) {
        Account proven = authenticate(accounts.account(owner).email(), old, device, deviceToken);
        PasswordHash hash = accounts.hash(owner, chosen);
        transactions.executeWithoutResult(transaction -> {
            // the account before its sessions, as everybody locks them
            if (!accounts.changePassword(owner, hash, proven.passwordVersion(), session.value())
                    || !sessions.lockRunning(owner, session)) {
                throw new InvalidCredentials();
            }
        });
    }

    @EventListener
    void on(PasswordChanged changed) {
        endAllBut(changed.keptSession(), changed.userId(), EndReason.PASSWORD_CHANGED);
    }

    @EventListener
    void on(RegisteredAgain again) {
        endAllBut(null, again.userId(), EndReason.PASSWORD_CHANGED);
    }

    @EventListener
    void on(RolesChanged changed) {
        if (changed.takesAway()) {
            endAllBut(null, changed.userId(), EndReason.ROLES_REDUCED);
        }
    }

    @EventListener
    void on(AccountDeleted deleted) {
        endAllBut(null, deleted.userId(), EndReason.ACCOUNT_DELETED);
        sessions.anonymise(deleted.userId());
    }

    private Account authenticate(EmailAddress email, Password password, Device device, @Nullable String deviceToken) {
        Attempt attempt = admit(email, device, deviceToken);
        Optional<Account> account;
        try {
            account = accounts.authenticate(email, password);
        } catch (RuntimeException undecided) {
            throttle.undecided(attempt);
            throw undecided;
        }
        if (account.isEmpty()) {
            record(SecurityEventType.LOGIN_REFUSED, email, device, "WRONG_PASSWORD");
            throw new InvalidCredentials();
        }
        throttle.succeeded(attempt);
        return account.get();
    }

    private Attempt admit(EmailAddress email, Device device, @Nullable String deviceToken) {
        try {
            return throttle.admit(email, device.clientAddress(), deviceToken);
        } catch (TooManyLogins refusal) {
            if (refusal.isFirst()) {
                record(SecurityEventType.LOGINS_THROTTLED, email, device, refusal.limit());
            }
            throw refusal;
        }
    }

    /** @param passwordVersion of the password that was checked: one that was changed since does not open a session any more */
    private Tokens begin(UserId owner, Device device, @Nullable Long passwordVersion) {
        Instant now = clock.instant();
        Session session = new Session(SessionId.next(), owner, device, now, now, now.plus(properties.lifetime()));
        RefreshToken refresh = RefreshToken.next();
        return transactions.execute(transaction -> {
            if (!sessions.add(session, passwordVersion)) {
                throw new InvalidCredentials();
            }
            sessions.addToken(session.id(), refresh, now);
            events.publishEvent(SecurityEvent.of(SecurityEventType.LOGGED_IN, owner).in(session.id().value())
                    .from(device.clientAddress()));
            return tokens(session, refresh);
        });
    }

    private Optional<Tokens> rotate(RefreshToken token, Device device) {
        Optional<Presented> presented = sessions.lock(token);
        if (presented.isEmpty()) {
            return Optional.empty();
        }
        Session session = presented.get().session();
        Instant now = clock.instant();
        if (presented.get().ended() || isOver(session, now)) {
            return Optional.empty();
        }
        RefreshToken successor = token.successor(secret);
        Use use = presented.get().use();
        if (use == null) {
            sessions.use(token, session.id(), device, now);
            sessions.addToken(session.id(), successor, now);
            return Optional.of(tokens(session, successor));
        }
        if (use.mayBeRepeatedBy(device, now, properties.grace()) && sessions.isUnused(successor)) {
            return Optional.of(tokens(session, successor));
        }
        log.warn("A used refresh token of session {} came again: the session of user {} ends", session.id().value(),
                session.owner());
        end(session.owner(), session.id(), EndReason.TOKEN_REUSED);
        return Optional.empty();
    }

    private boolean end(UserId owner, SessionId id, EndReason reason) {
        boolean ended = sessions.end(owner, id, reason, clock.instant());
        if (ended) {
            tell(owner, List.of(id), reason);
        }
        return ended;
    }

    private void endAllBut(@Nullable UUID kept, UserId owner, EndReason reason) {
        tell(owner, sessions.endAllBut(kept, owner, reason, clock.instant()), reason);
    }

    private void tell(UserId owner, List<SessionId> ended, EndReason reason) {
        for (SessionId session : ended) {
            events.publishEvent(SecurityEvent.of(SecurityEventType.SESSION_ENDED, owner).in(session.value())
                    .saying(reason.name()));
        }
        if (!ended.isEmpty()) {
            events.publishEvent(new SessionsEnded());
        }
    }

    private void record(SecurityEventType type, EmailAddress email, Device device, String why) {
        // looked up whether or not there is one, so that the time does not tell
        UserId user = accounts.find(email).map(Account::id).orElse(null);
        events.publishEvent(SecurityEvent.of(type, user).from(device.clientAddress()).saying(why));
    }

    private boolean isOver(Session session, Instant now) {
        return !now.isBefore(session.expiresAt()) || !now.isBefore(session.lastUsedAt().plus(properties.idleTimeout()));
    }

    /** With the roles of this moment. */
    private Tokens tokens(Session session, RefreshToken refresh) {
        Account owner = accounts.account(session.owner());
        return new Tokens(accessTokens.forPerson(owner.id(), session.id().value(), session.expiresAt(), owner.roles()),
                refresh);
    }
}
