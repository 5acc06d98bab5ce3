package dev.souk.user.web;

import dev.souk.user.token.AccessToken;
import dev.souk.user.token.ServiceClients;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Gives a service a token of its own, against its name and secret by HTTP Basic (RFC 7617). */
@RestController
class ServiceTokenController {

    static final String PATH = "/internal/service-tokens";

    private static final String SCHEME = "basic ";

    private final ServiceClients services;

    ServiceTokenController(ServiceClients services) {
        this.services = services;
    }

    @PostMapping(PATH)
    ResponseEntity<ServiceTokenResponse> issue(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization) {
        AccessToken token = credentials(authorization)
                .flatMap(pair -> services.token(pair[0], pair[1]))
                .orElseThrow(UnknownService::new);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new ServiceTokenResponse(token.value(), token.lifetime().toSeconds()));
    }

    private static Optional<String[]> credentials(@Nullable String authorization) {
        if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return Optional.empty();
        }
        try {
            byte[] decoded = Base64.getDecoder().decode(authorization.substring(SCHEME.length()).strip());
            return Optional.of(new String(decoded, StandardCharsets.UTF_8).split(":", 2))
                    .filter(pair -> pair.length == 2);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** @param expiresIn in seconds */
    record ServiceTokenResponse(String accessToken, long expiresIn) {}

    /** Unknown service or wrong secret: which of them is never told. */
    static final class UnknownService extends RuntimeException {
    }
}
