package dev.souk.user.web;

import dev.souk.common.web.paging.Cursor;
import dev.souk.common.web.paging.CursorPage;
import dev.souk.common.web.paging.PageSize;
import dev.souk.user.audit.AuditQuery;
import dev.souk.user.audit.AuditTrail;
import dev.souk.user.audit.RecordedEvent;
import dev.souk.user.audit.SecurityEventType;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What happened to accounts, for operators and administrators: ids and networks, no names. */
@RestController
@PreAuthorize("hasRole('OPERATOR')")
class AuditController {

    private final AuditTrail trail;

    AuditController(AuditTrail trail) {
        this.trail = trail;
    }

    /** The newest first; {@code to} is the instant after the last. */
    @GetMapping("/api/v1/ops/audit")
    @Operation(summary = "What happened to accounts, the newest first")
    CursorPage<RecordedEvent> events(
            @Parameter(description = "Only of this account") @RequestParam(required = false) @Nullable UUID user,
            @Parameter(description = "Only of this kind") @RequestParam(required = false) @Nullable SecurityEventType type,
            @Parameter(description = "The first instant") @RequestParam(required = false) @Nullable Instant from,
            @Parameter(description = "The instant after the last") @RequestParam(required = false) @Nullable Instant to,
            @Nullable Cursor cursor, PageSize size) {
        UUID before = cursor == null ? null : cursor.uuid(0);
        return CursorPage.of(trail.events(new AuditQuery(user, type, from, to), before, size.plusOne()), size,
                last -> Cursor.of(last.id()));
    }
}
