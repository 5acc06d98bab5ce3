package dev.souk.user.web;

import dev.souk.common.web.paging.Cursor;
import dev.souk.common.web.paging.CursorPage;
import dev.souk.common.web.paging.PageSize;
import dev.souk.user.audit.AuditQuery;
import dev.souk.user.audit.AuditTrail;
import dev.souk.user.audit.RecordedEvent;
import dev.souk.user.audit.SecurityEventType;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What happened to accounts, for administrators. */
@RestController
@PreAuthorize("hasRole('ADMIN')")
class AuditController {

    private final AuditTrail trail;

    AuditController(AuditTrail trail) {
        this.trail = trail;
    }

    /** The newest first; {@code to} is the instant after the last. */
    @GetMapping("/api/v1/ops/audit")
    CursorPage<RecordedEvent> events(@RequestParam(required = false) @Nullable UUID user,
            @RequestParam(required = false) @Nullable SecurityEventType type,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to, @Nullable Cursor cursor, PageSize size) {
        UUID before = cursor == null ? null : cursor.uuid(0);
        return CursorPage.of(trail.events(new AuditQuery(user, type, from, to), before, size.plusOne()), size,
                last -> Cursor.of(last.id()));
    }
}
