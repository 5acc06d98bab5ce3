package dev.souk.user.web;

import dev.souk.user.account.Account;
import dev.souk.user.account.Role;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

record AccountResponse(UUID id, String email, String displayName, List<Role> roles, boolean emailVerified,
        Instant registeredAt) {

    static AccountResponse of(Account account) {
        return new AccountResponse(account.id().value(), account.email().value(), account.displayName(),
                account.roles().stream().sorted().toList(), account.isVerified(), account.registeredAt());
    }
}
