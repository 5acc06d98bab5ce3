package dev.souk.common.web.security;

import java.util.Set;
import java.util.UUID;

import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/**
 * The person behind the request, out of the verified token. Declare it as a controller parameter; on a public endpoint
 * declare it {@code @Nullable}, as nobody may have signed in.
 *
 * @param roles as the token names them: {@code SHOPPER}, {@code OPERATOR}, {@code ADMIN}
 */
public record Caller(UUID userId, Set<String> roles) {

    public Caller {
        roles = Set.copyOf(roles);
    }

    /** An admin is an operator too. */
    public boolean isOperator() {
        return roles.contains("OPERATOR") || isAdmin();
    }

    public boolean isAdmin() {
        return roles.contains("ADMIN");
    }

    static Caller of(JwtAuthenticationToken authentication) {
        return new Caller(UUID.fromString(authentication.getToken().getSubject()),
                Set.copyOf(Roles.in(authentication.getToken())));
    }
}
