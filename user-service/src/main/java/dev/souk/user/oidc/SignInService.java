package dev.souk.user.oidc;

import dev.souk.user.account.Account;
import dev.souk.user.account.AccountEvent.AccountDeleted;
import dev.souk.user.account.AccountService;
import dev.souk.user.account.EmailAddress;
import dev.souk.user.account.UserId;
import dev.souk.user.session.Device;
import dev.souk.user.session.SessionService;
import dev.souk.user.session.Tokens;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Whose account an identity of a provider is. */
@Service
public class SignInService {

    private static final int LONGEST_NAME = 80;

    private final LinkedIdentities linked;
    private final AccountService accounts;
    private final SessionService sessions;
    private final TransactionOperations transactions;
    private final Clock clock;

    SignInService(LinkedIdentities linked, AccountService accounts, SessionService sessions,
            TransactionOperations transactions, Clock clock) {
        this.linked = linked;
        this.accounts = accounts;
        this.sessions = sessions;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Begins a session of the account that is linked to the identity. At the first time that is the account of the same address, if the
     * provider vouches for the address and its owner has verified it here too; or else a new one.
     *
     * @throws SignInRefused when neither is possible: an address alone proves nothing
     */
    public Tokens signIn(Identity identity, Device device) {
        return sessions.beginFor(transactions.execute(transaction -> linkedAccount(identity)), device);
    }

    /** By which providers the user can sign in. */
    public List<LinkedIdentity> linked(UserId user) {
        return linked.all(user);
    }

    @EventListener
    void on(AccountDeleted deleted) {
        linked.removeAll(deleted.userId());
    }

    private UserId linkedAccount(Identity identity) {
        return linked.find(identity).orElseGet(() -> {
            UserId user = accountFor(identity);
            linked.add(identity, user, clock.instant());
            // two first sign-ins at once: the link that was stored counts
            return linked.find(identity)
                    .orElseThrow(() -> new SignInRefused("The account was deleted at this moment; sign in again"));
        });
    }

    private UserId accountFor(Identity identity) {
        if (identity.email() == null || !identity.emailVerified()) {
            throw new SignInRefused("Verify your e-mail address at the provider, then sign in again");
        }
        EmailAddress email = address(identity.email());
        Optional<Account> existing = accounts.find(email);
        if (existing.isPresent() && !existing.get().isVerified()) {
            // whoever registered it may not be its owner, and knows its password
            throw new SignInRefused("There is an account with this address that waits for its verification: verify it"
                    + " by mail or reset its password, then sign in again");
        }
        return existing.or(() -> accounts.registerVerified(email, name(identity, email))).map(Account::id)
                .orElseThrow(() -> new SignInRefused("The account was registered at this moment; sign in again"));
    }

    private static EmailAddress address(String email) {
        try {
            return EmailAddress.of(email);
        } catch (IllegalArgumentException noAddress) {
            throw new SignInRefused("The provider knows no e-mail address of yours that can be used here", noAddress);
        }
    }

    private static String name(Identity identity, EmailAddress email) {
        String given = identity.name() == null ? "" : identity.name().replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "").strip();
        String name = given.isEmpty() ? email.value().substring(0, email.value().indexOf('@')) : given;
        int length = Math.min(LONGEST_NAME, name.codePointCount(0, name.length()));
        return name.substring(0, name.offsetByCodePoints(0, length));
    }
}
