package dev.souk.user.web;

import dev.souk.common.web.security.Caller;
import dev.souk.user.account.AccountService;
import dev.souk.user.account.UserId;
import dev.souk.user.address.AddressBook;
import dev.souk.user.audit.AuditTrail;
import dev.souk.user.audit.RecordedEvent;
import dev.souk.user.client.PersonalData;
import dev.souk.user.oidc.LinkedIdentity;
import dev.souk.user.oidc.SignInService;
import dev.souk.user.session.Session;
import dev.souk.user.session.SessionService;
import dev.souk.user.web.AddressController.AddressResponse;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * What this service and order-service hold of the caller, whole, and by which calls the caller gets what the others hold (GDPR, articles 15
 * and 20).
 */
@RestController
class ExportController {

    private static final List<Elsewhere> ELSEWHERE = List.of(
            new Elsewhere("what you were told of your orders", "GET /api/v1/notifications"),
            new Elsewhere("the payment of an order", "GET /api/v1/orders/{id}/payment"),
            new Elsewhere("the parcels of an order", "GET /api/v1/orders/{id}/shipments"),
            new Elsewhere("what is suggested to you, from a copy of which products your orders hold",
                    "GET /api/v1/products/suggested"));

    private final AccountService accounts;
    private final AddressBook addresses;
    private final SessionService sessions;
    private final SignInService signIns;
    private final AuditTrail trail;
    private final PersonalData elsewhere;
    private final Clock clock;

    ExportController(AccountService accounts, AddressBook addresses, SessionService sessions,
            SignInService signIns, AuditTrail trail, PersonalData elsewhere, Clock clock) {
        this.accounts = accounts;
        this.addresses = addresses;
        this.sessions = sessions;
        this.signIns = signIns;
        this.trail = trail;
        this.elsewhere = elsewhere;
        this.clock = clock;
    }

    /**
     * Nothing is left out: when order-service is down the answer is 503 and names it, and when something fails while the answer is
     * being written it breaks off and is no JSON.
     */
    @GetMapping("/api/v1/users/me/export")
    @Operation(summary = "Everything that is held of you")
    ResponseEntity<ExportResponse> export(Caller caller) {
        UserId user = new UserId(caller.userId());
        ExportResponse export = new ExportResponse(clock.instant(), AccountResponse.of(accounts.account(user)),
                addresses.addresses(user).stream().map(AddressResponse::of).toList(),
                sessions.all(user).stream().map(ExportedSession::of).toList(), signIns.linked(user),
                trail.eventsOf(caller.userId()), elsewhere.inOrders(user), ELSEWHERE);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"souk-export.json\"")
                .body(export);
    }

    /**
     * @param securityEvents the newest first
     * @param orders orders and cart, as order-service tells them
     */
    record ExportResponse(Instant exportedAt, AccountResponse account, List<AddressResponse> addresses,
            List<ExportedSession> sessions, List<LinkedIdentity> linkedIdentities,
            @ArraySchema(schema = @Schema(implementation = RecordedEvent.class)) Iterable<RecordedEvent> securityEvents,
            JsonNode orders, List<Elsewhere> elsewhere) {}

    record Elsewhere(String what, String call) {}

    record ExportedSession(UUID id, @Nullable String userAgent, String clientAddress, Instant startedAt,
            Instant lastUsedAt, Instant expiresAt) {

        static ExportedSession of(Session session) {
            return new ExportedSession(session.id().value(), session.device().userAgent(),
                    session.device().clientAddress(), session.startedAt(), session.lastUsedAt(), session.expiresAt());
        }
    }
}
