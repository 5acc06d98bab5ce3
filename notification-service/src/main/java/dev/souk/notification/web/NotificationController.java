package dev.souk.notification.web;

import dev.souk.common.web.paging.Cursor;
import dev.souk.common.web.paging.CursorPage;
import dev.souk.common.web.paging.PageSize;
import dev.souk.common.web.security.Caller;
import dev.souk.notification.domain.Notification;
import dev.souk.notification.domain.NotificationId;
import dev.souk.notification.domain.NotificationKind;
import dev.souk.notification.domain.NotificationService;
import dev.souk.notification.domain.UserId;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What the caller was told. */
@RestController
@RequestMapping("/api/v1/notifications")
class NotificationController {

    private final NotificationService notifications;

    NotificationController(NotificationService notifications) {
        this.notifications = notifications;
    }

    /** The newest first. */
    @GetMapping
    @Operation(summary = "What you were told, the newest first")
    CursorPage<NotificationResponse> notifications(@Nullable Cursor cursor, PageSize size, Caller caller) {
        NotificationId before = cursor == null ? null : new NotificationId(cursor.uuid(0));
        return CursorPage.of(notifications.notifications(new UserId(caller.userId()), before, size.plusOne()), size,
                last -> Cursor.of(last.id())).map(NotificationResponse::of);
    }

    @PostMapping("/{id}/read")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Mark a notification as read")
    void markRead(@PathVariable UUID id, Caller caller) {
        notifications.markRead(new UserId(caller.userId()), new NotificationId(id));
    }

    record NotificationResponse(UUID id, NotificationKind kind, UUID orderId, String title, String text,
            Instant createdAt, @Nullable Instant readAt) {

        static NotificationResponse of(Notification notification) {
            return new NotificationResponse(notification.id().value(), notification.kind(),
                    notification.orderId().value(), notification.title(), notification.text(),
                    notification.createdAt(), notification.readAt());
        }
    }
}
