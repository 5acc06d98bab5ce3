package dev.souk.user.web;

import dev.souk.common.web.paging.CursorPage;
import dev.souk.user.account.UserId;
import dev.souk.user.session.Session;
import dev.souk.user.session.SessionId;
import dev.souk.user.session.SessionService;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Where the caller is logged in. */
@RestController
@RequestMapping("/api/v1/users/me/sessions")
class SessionController {

    private final SessionService sessions;

    SessionController(SessionService sessions) {
        this.sessions = sessions;
    }

    @GetMapping
    @Operation(summary = "Where you are signed in")
    CursorPage<SessionResponse> sessions(@AuthenticationPrincipal Jwt token) {
        UUID current = UUID.fromString(token.getClaimAsString("sid"));
        return new CursorPage<>(sessions.running(owner(token)).stream()
                .map(session -> SessionResponse.of(session, current))
                .toList(), null);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "End one of your sessions")
    void revoke(@PathVariable UUID id, @AuthenticationPrincipal Jwt token) {
        sessions.revoke(owner(token), new SessionId(id));
    }

    private static UserId owner(Jwt token) {
        return new UserId(UUID.fromString(token.getSubject()));
    }

    /** @param current whether the request itself belongs to this session */
    record SessionResponse(UUID id, @Nullable String userAgent, String clientAddress, Instant startedAt,
            Instant lastUsedAt, Instant expiresAt, boolean current) {

        static SessionResponse of(Session session, UUID current) {
            return new SessionResponse(session.id().value(), session.device().userAgent(),
                    session.device().clientAddress(), session.startedAt(), session.lastUsedAt(), session.expiresAt(),
                    session.id().value().equals(current));
        }
    }
}
