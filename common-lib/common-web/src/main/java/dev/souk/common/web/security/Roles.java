package dev.souk.common.web.security;

import java.util.List;
import java.util.Objects;

import org.springframework.security.oauth2.jwt.Jwt;

/** The {@code roles} claim. */
final class Roles {

    static final String CLAIM = "roles";

    private Roles() {
    }

    static List<String> in(Jwt token) {
        return Objects.requireNonNullElse(token.getClaimAsStringList(CLAIM), List.of());
    }
}
