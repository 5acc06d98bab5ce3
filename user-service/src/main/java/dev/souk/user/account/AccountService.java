package dev.souk.user.account;

import dev.souk.user.account.AccountEvent.AccountDeleted;
import dev.souk.user.account.AccountEvent.EmailVerified;
import dev.souk.user.account.AccountEvent.PasswordChanged;
import dev.souk.user.account.AccountEvent.RegisteredAgain;
import dev.souk.user.account.AccountEvent.RolesChanged;
import dev.souk.user.account.AccountEvent.UserRegistered;
import dev.souk.user.account.Accounts.Credentials;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/** Accounts: to register, to prove who one is, to change and to leave. */
@Service
public class AccountService {

    /** Matches nothing, as is stored of a deleted account, too. */
    private static final String NO_PASSWORD = "";

    private final Accounts accounts;
    private final PasswordHashing hashing;
    private final PasswordBlocklist blocklist;
    private final RegistrationProperties registration;
    private final ApplicationEventPublisher events;
    private final TransactionOperations transactions;
    private final Clock clock;

    AccountService(Accounts accounts, PasswordHashing hashing, PasswordBlocklist blocklist,
            RegistrationProperties registration, ApplicationEventPublisher events, TransactionOperations transactions,
            Clock clock) {
        this.accounts = accounts;
        this.hashing = hashing;
        this.blocklist = blocklist;
        this.registration = registration;
        this.events = events;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Registers a shopper. A taken address is not told: whoever asks may not be its owner. Nothing changes once it is verified; before
     * that a second registration takes the password away, as nobody knows which of the two is the owner's: whoever reads the mail
     * to the address chooses one. Only code that never answers to a stranger may look at the result.
     *
     * @return the new account, or nothing when the address is taken
     */
    public Optional<Account> register(EmailAddress email, Password password, String displayName) {
        return register(email, password, displayName, Set.of(Role.SHOPPER), registration.trusts(email));
    }

    /**
     * Registers somebody who is known to us, with the given roles; see {@link #register(EmailAddress, Password, String)}.
     *
     * @throws UnacceptablePassword when the password is easily guessed
     */
    public Optional<Account> registerVerified(EmailAddress email, Password password, String displayName,
            Set<Role> roles) {
        return register(email, password, displayName, roles, true);
    }

    private Optional<Account> register(EmailAddress email, Password password, String displayName, Set<Role> roles,
            boolean verified) {
        blocklist.refuseCommon(password, email.value(), displayName);
        // hashed before we know whether it is needed, so that the time does not tell either
        String hash = hashing.hash(password);
        Instant now = clock.instant();
        Account account = new Account(UserId.next(), email, displayName, roles, now, verified ? now : null, 0);
        return transactions.execute(transaction -> {
            if (!account.isVerified()) {
                events.publishEvent(new EmailClaimed(email));
            }
            if (!accounts.add(account, hash)) {
                accounts.contestUnverified(account, NO_PASSWORD).map(RegisteredAgain::new)
                        .ifPresent(events::publishEvent);
                return Optional.empty();
            }
            events.publishEvent(new UserRegistered(account.id(), account.registeredAt()));
            return Optional.of(account);
        });
    }

    /**
     * Registers a shopper whose address somebody else has verified, without a password: one can be set by a link.
     *
     * @return the new account, or nothing when the address is taken
     */
    @Transactional
    public Optional<Account> registerVerified(EmailAddress email, String displayName) {
        Instant now = clock.instant();
        Account account = new Account(UserId.next(), email, displayName, Set.of(Role.SHOPPER), now, now, 0);
        if (!accounts.add(account, NO_PASSWORD)) {
            return Optional.empty();
        }
        events.publishEvent(new UserRegistered(account.id(), now));
        return Optional.of(account);
    }

    /** The account whose address and password these are; it takes as long when there is none. */
    public Optional<Account> authenticate(EmailAddress email, Password password) {
        Optional<Credentials> found = accounts.credentials(email);
        String hash = found.map(Credentials::passwordHash).filter(stored -> !stored.equals(NO_PASSWORD)).orElse(null);
        if (!hashing.matches(password, hash)) {
            return Optional.empty();
        }
        Account account = found.orElseThrow().account();
        if (hash != null && hashing.isOutdated(hash)) {
            accounts.rehash(account.id(), hash, hashing.hash(password));
        }
        return Optional.of(account);
    }

    /** The account of the address, if there is one. Only code that never answers to a stranger may ask. */
    public Optional<Account> find(EmailAddress email) {
        return accounts.credentials(email).map(Credentials::account);
    }

    /**
     * Notes that whoever registered the account reads the mail that goes to its address; again it changes nothing.
     *
     * @param registeredAt which registration the mail was about
     * @return false when the account was deleted, or the address registered again after that
     */
    @Transactional
    public boolean verifyEmail(UserId id, Instant registeredAt) {
        Optional<Account> account = accounts.lock(id).filter(found -> found.registeredAt().equals(registeredAt));
        account.ifPresent(this::verify);
        return account.isPresent();
    }

    /**
     * Hashes a password that was chosen for the account; call it outside of transactions.
     *
     * @throws AccountNotFound also after its deletion
     * @throws UnacceptablePassword when it is easily guessed
     * @throws HashingOverloaded when too many others wait
     */
    public PasswordHash hash(UserId id, Password password) {
        Account account = account(id);
        blocklist.refuseCommon(password, account.email().value(), account.displayName());
        return new PasswordHash(hashing.hash(password));
    }

    /**
     * Sets the password of an account whose owner has just shown that they read its mail.
     *
     * @param before the version of the password when the mail was written
     * @return false when the account was deleted, or its password changed after that: so a mail sets one password
     */
    @Transactional
    public boolean resetPassword(UserId id, PasswordHash hash, long before) {
        if (!accounts.replacePassword(id, before, hash.value())) {
            return false;
        }
        verify(accounts.lock(id).orElseThrow(() -> new AccountNotFound(id)));
        events.publishEvent(new PasswordChanged(id, account(id).email(), null));
        return true;
    }

    /**
     * Sets another password; every session but the given one ends.
     *
     * @param before the version of the old password that was checked
     * @return false when the account was deleted, or its password changed after that
     */
    @Transactional
    public boolean changePassword(UserId id, PasswordHash hash, long before, UUID session) {
        if (!accounts.replacePassword(id, before, hash.value())) {
            return false;
        }
        events.publishEvent(new PasswordChanged(id, account(id).email(), session));
        return true;
    }

    /** Whether it has a password, so that whoever knows it can log in once the address is verified. */
    public boolean hasPassword(Account account) {
        return accounts.credentials(account.email()).filter(found -> !found.passwordHash().equals(NO_PASSWORD))
                .isPresent();
    }

    public boolean isRegistered(EmailAddress email) {
        return accounts.credentials(email).isPresent();
    }

    /** @throws AccountNotFound also after its deletion */
    public Account account(UserId id) {
        return accounts.find(id).orElseThrow(() -> new AccountNotFound(id));
    }

    /** At most {@code size} accounts in order of registration, those after the given one. */
    public List<Account> accounts(@Nullable UserId after, int size) {
        return accounts.page(after, size);
    }

    /** @throws AccountNotFound also after its deletion */
    public Account rename(UserId id, String displayName) {
        if (!accounts.rename(id, displayName)) {
            throw new AccountNotFound(id);
        }
        return account(id);
    }

    /**
     * A role that is taken away ends all sessions of the account, so that no token that is out still has it.
     *
     * @throws AccountNotFound also after its deletion
     * @throws WouldLockOutAdministrator when administrators take their own right away, or that of the last one
     */
    @Transactional
    public Account assignRoles(UserId id, Set<Role> roles, UserId by) {
        if (!roles.contains(Role.ADMIN)) {
            if (id.equals(by)) {
                throw new WouldLockOutAdministrator();
            }
            requireAnotherAdministratorThan(id);
        }
        Account before = accounts.lock(id).orElseThrow(() -> new AccountNotFound(id));
        accounts.setRoles(id, roles);
        events.publishEvent(new RolesChanged(id, before.roles(), roles, by));
        return account(id);
    }

    /**
     * Forgets who this was; the id stays for the facts that name it. In this transaction go name, address and password, saved addresses,
     * linked identities and mails that wait; sessions end and forget where they were; the audit trail keeps the id. What other services
     * hold goes with the event {@code UserDeleted}, each on its own and soon after: docs/identity.md names them.
     *
     * @throws AccountNotFound also after its deletion
     * @throws WouldLockOutAdministrator when it is the last administrator's
     */
    @Transactional
    public void delete(UserId id) {
        requireAnotherAdministratorThan(id);
        Account account = accounts.lock(id).orElseThrow(() -> new AccountNotFound(id));
        Instant now = clock.instant();
        accounts.anonymise(id, now);
        events.publishEvent(new AccountDeleted(id, account.email(), now));
    }

    private void verify(Account locked) {
        if (!locked.isVerified()) {
            accounts.verify(locked.id(), clock.instant());
            events.publishEvent(new EmailVerified(locked.id()));
        }
    }

    private void requireAnotherAdministratorThan(UserId leaving) {
        if (accounts.lockAdministrators().equals(Set.of(leaving))) {
            throw new WouldLockOutAdministrator();
        }
    }
}
