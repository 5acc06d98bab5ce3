package dev.souk.user.account;

import java.time.Instant;

/** What happens to accounts, announced in the transaction in which it happens. */
public sealed interface AccountEvent {

    UserId userId();

    record UserRegistered(UserId userId, Instant registeredAt) implements AccountEvent {}

    /** Whatever belongs to the account goes in the same transaction: who keeps such things listens. */
    record AccountDeleted(UserId userId) implements AccountEvent {}
}
