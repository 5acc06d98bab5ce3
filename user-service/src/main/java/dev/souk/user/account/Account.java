package dev.souk.user.account;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who registered: what others may know of them. The hash of the password stays inside of this package.
 *
 * @param passwordVersion grows with each password
 */
public record Account(UserId id, EmailAddress email, String displayName, Set<Role> roles, Instant registeredAt,
        @Nullable Instant verifiedAt, long passwordVersion) {

    public Account {
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("An account needs a role");
        }
        roles = Set.copyOf(roles);
    }

    public boolean isVerified() {
        return verifiedAt != null;
    }
}
