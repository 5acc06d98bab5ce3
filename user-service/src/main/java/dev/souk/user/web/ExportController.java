package dev.souk.user.web;

import dev.souk.common.web.security.Caller;
import dev.souk.user.account.AccountService;
import dev.souk.user.account.UserId;
import dev.souk.user.address.AddressBook;
import dev.souk.user.audit.AuditQuery;
import dev.souk.user.audit.AuditTrail;
import dev.souk.user.audit.RecordedEvent;
import dev.souk.user.client.PersonalData;
import dev.souk.user.oidc.LinkedIdentity;
import dev.souk.user.oidc.SignInService;
import dev.souk.user.session.Session;
import dev.souk.user.session.SessionService;
import dev.souk.user.web.AddressController.AddressResponse;
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

/** All that we hold of the caller (GDPR, article 20). */
@RestController
class ExportController {

    private static final int MOST_EVENTS = 10_000;

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

    /** Whole or not at all: when another service is down the answer is 503 and names it. */
    @GetMapping("/api/v1/users/me/export")
    ResponseEntity<ExportResponse> export(Caller caller) {
        UserId user = new UserId(caller.userId());
        ExportResponse export = new ExportResponse(clock.instant(), AccountResponse.of(accounts.account(user)),
                addresses.addresses(user).stream().map(AddressResponse::of).toList(),
                sessions.all(user).stream().map(ExportedSession::of).toList(), signIns.linked(user),
                trail.events(AuditQuery.ofUser(caller.userId()), null, MOST_EVENTS), elsewhere.inOrders(user));
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"souk-export.json\"")
                .body(export);
    }

    /** @param orders as order-service tells it */
    record ExportResponse(Instant exportedAt, AccountResponse account, List<AddressResponse> addresses,
            List<ExportedSession> sessions, List<LinkedIdentity> linkedIdentities, List<RecordedEvent> securityEvents,
            JsonNode orders) {}

    record ExportedSession(UUID id, @Nullable String userAgent, String clientAddress, Instant startedAt,
            Instant lastUsedAt, Instant expiresAt) {

        static ExportedSession of(Session session) {
            return new ExportedSession(session.id().value(), session.device().userAgent(),
                    session.device().clientAddress(), session.startedAt(), session.lastUsedAt(), session.expiresAt());
        }
    }
}
