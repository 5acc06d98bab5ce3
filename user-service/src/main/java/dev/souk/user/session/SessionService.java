package dev.souk.user.session;

import dev.souk.user.account.Account;
import dev.souk.user.account.AccountEvent.AccountDeleted;
import dev.souk.user.account.AccountEvent.PasswordChanged;
import dev.souk.user.account.AccountService;
import dev.souk.user.account.EmailAddress;
import dev.souk.user.account.Password;
import dev.souk.user.account.UserId;
import dev.souk.user.session.Sessions.Presented;
import dev.souk.user.token.AccessTokens;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Logins, and the sessions that they begin. */
@Service
public class SessionService {

    private static final Logger log = LoggerFactory.getLogger(SessionService.class);

    private final AccountService accounts;
    private final Sessions sessions;
    private final AccessTokens accessTokens;
    private final LoginThrottle throttle;
    private final SessionProperties properties;
    private final TransactionOperations transactions;
    private final Clock clock;

    SessionService(AccountService accounts, Sessions sessions, AccessTokens accessTokens, LoginThrottle throttle,
            SessionProperties properties, TransactionOperations transactions, Clock clock) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.accessTokens = accessTokens;
        this.throttle = throttle;
        this.properties = properties;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * @throws InvalidCredentials for an unknown address and for a wrong password, after the same time
     * @throws TooManyLogins when there were too many failures for this account or from this client
     * @throws EmailNotVerified when all is right but the owner has not verified the address
     */
    public Tokens logIn(EmailAddress email, Password password, Device device) {
        throttle.admit(email, device.clientAddress());
        Account account = authenticate(email, password, device).orElseThrow(InvalidCredentials::new);
        throttle.succeeded(email, device.clientAddress());
        if (!account.isVerified()) {
            throw new EmailNotVerified();
        }
        Instant now = clock.instant();
        Session session = new Session(SessionId.next(), account.id(), device, now, now,
                now.plus(properties.lifetime()));
        RefreshToken refresh = RefreshToken.next();
        transactions.executeWithoutResult(transaction -> {
            sessions.add(session);
            sessions.addToken(session.id(), refresh, now);
        });
        return tokens(account, session, refresh);
    }

    /**
     * Takes the token back and gives a new one. A token that comes twice was stolen, either then or now: nobody can tell which
     * of the two is the thief, so the session ends for both (RFC 9700, 4.14.2).
     *
     * @throws InvalidRefreshToken when it was used before, is unknown, or its session has ended
     */
    public Tokens refresh(RefreshToken token) {
        // the end of a session must be committed, so the refusal is thrown after the transaction
        return transactions.execute(transaction -> rotate(token)).orElseThrow(InvalidRefreshToken::new);
    }

    /** Ends one session of the owner; ending it again changes nothing. */
    public void logOut(UserId owner, SessionId id) {
        sessions.end(owner, id, EndReason.LOGGED_OUT, clock.instant());
    }

    /** Ends every session of the owner. */
    public void logOutEverywhere(UserId owner) {
        sessions.endAll(owner, EndReason.LOGGED_OUT, clock.instant());
    }

    /** @throws SessionNotFound also when it is somebody else's, or has ended */
    public void revoke(UserId owner, SessionId id) {
        if (!sessions.end(owner, id, EndReason.REVOKED, clock.instant())) {
            throw new SessionNotFound(id);
        }
    }

    /** The owner's sessions that can still be refreshed, the newest first. */
    public List<Session> running(UserId owner) {
        Instant now = clock.instant();
        return sessions.running(owner, now, now.minus(properties.idleTimeout()));
    }

    /**
     * Sets another password for whoever knows the old one; every other session of theirs ends.
     *
     * @throws InvalidCredentials when the old one is wrong
     * @throws TooManyLogins when it was wrong too often: a stolen session must not be a way to guess it
     */
    public void changePassword(UserId owner, SessionId session, Password old, Password chosen, Device device) {
        EmailAddress email = accounts.account(owner).email();
        throttle.admit(email, device.clientAddress());
        if (authenticate(email, old, device).isEmpty()) {
            throw new InvalidCredentials();
        }
        throttle.succeeded(email, device.clientAddress());
        accounts.changePassword(owner, accounts.hash(owner, chosen), session.value());
    }

    @EventListener
    void on(PasswordChanged changed) {
        sessions.endAllBut(changed.keptSession(), changed.userId(), EndReason.PASSWORD_CHANGED, clock.instant());
    }

    @EventListener
    void on(AccountDeleted deleted) {
        sessions.endAll(deleted.userId(), EndReason.ACCOUNT_DELETED, clock.instant());
        sessions.anonymise(deleted.userId());
    }

    private Optional<Account> authenticate(EmailAddress email, Password password, Device device) {
        try {
            return accounts.authenticate(email, password);
        } catch (RuntimeException undecided) {
            throttle.undecided(email, device.clientAddress());
            throw undecided;
        }
    }

    private Optional<Tokens> rotate(RefreshToken token) {
        Optional<Presented> presented = sessions.lock(token);
        if (presented.isEmpty()) {
            return Optional.empty();
        }
        Session session = presented.get().session();
        Instant now = clock.instant();
        if (presented.get().used()) {
            if (sessions.end(session.owner(), session.id(), EndReason.TOKEN_REUSED, now)) {
                log.warn("A used refresh token of session {} came again: the session of user {} ends",
                        session.id().value(), session.owner());
            }
            return Optional.empty();
        }
        if (presented.get().ended() || isOver(session, now)) {
            return Optional.empty();
        }
        RefreshToken next = RefreshToken.next();
        sessions.use(token, session.id(), now);
        sessions.addToken(session.id(), next, now);
        return Optional.of(tokens(accounts.account(session.owner()), session, next));
    }

    private boolean isOver(Session session, Instant now) {
        return !now.isBefore(session.expiresAt()) || !now.isBefore(session.lastUsedAt().plus(properties.idleTimeout()));
    }

    private Tokens tokens(Account account, Session session, RefreshToken refresh) {
        return new Tokens(accessTokens.forPerson(account.id(), session.id().value(), account.roles()), refresh);
    }
}
