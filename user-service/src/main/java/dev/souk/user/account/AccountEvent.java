package dev.souk.user.account;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happens to accounts, announced in the transaction in which it happens. */
public sealed interface AccountEvent {

    UserId userId();

    record UserRegistered(UserId userId, Instant registeredAt) implements AccountEvent {}

    /** Somebody registered the address before anybody verified it: password and name are theirs now. */
    record RegisteredAgain(UserId userId) implements AccountEvent {}

    record EmailVerified(UserId userId) implements AccountEvent {}

    /** @param keptSession in which it was changed; null when it was reset by a link */
    record PasswordChanged(UserId userId, EmailAddress email, @Nullable UUID keptSession) implements AccountEvent {}

    record RolesChanged(UserId userId, Set<Role> before, Set<Role> after, UserId by) implements AccountEvent {

        /** Whether something that was allowed is not any more. */
        public boolean takesAway() {
            return !after.containsAll(before);
        }
    }

    /**
     * Whatever belongs to the account goes in the same transaction: who keeps such things listens.
     *
     * @param email that the account had
     */
    record AccountDeleted(UserId userId, EmailAddress email, Instant deletedAt) implements AccountEvent {}
}
