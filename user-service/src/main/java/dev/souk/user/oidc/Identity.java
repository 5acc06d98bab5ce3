package dev.souk.user.oidc;

import org.jspecify.annotations.Nullable;

/**
 * Who somebody is, as a provider vouches.
 *
 * @param subject the provider's own name for the person, which never changes
 * @param emailVerified whether the provider knows that the address is theirs
 */
public record Identity(String issuer, String subject, @Nullable String email, boolean emailVerified,
        @Nullable String name) {

    /** The person stays out of the logs. */
    @Override
    public String toString() {
        return "Identity[issuer=" + issuer + "]";
    }
}
