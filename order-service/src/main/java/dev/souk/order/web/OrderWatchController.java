package dev.souk.order.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.souk.common.web.paging.Cursor;
import dev.souk.common.web.paging.CursorPage;
import dev.souk.common.web.paging.PageSize;
import dev.souk.common.web.security.Caller;
import dev.souk.order.checkout.OrderId;
import dev.souk.order.checkout.OrderWatch;
import dev.souk.order.checkout.Shard;
import dev.souk.order.checkout.UserId;
import dev.souk.order.returns.ReturnService;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/** For the jobs, which call {@code /internal/**} with a service's token, and for the operator who looks after them. */
@RestController
class OrderWatchController {

    /** @param limit how many orders at most in one call */
    record ShardRequest(@NotNull @Min(0) Integer shard, @NotNull @Min(1) @Max(Shard.MAX_COUNT) Integer shards,
            @NotNull @Min(1) @Max(1_000) Integer limit) {

        @AssertTrue(message = "must be less than shards")
        boolean isShardThere() {
            return shard == null || shards == null || shard < shards;
        }

        Shard part() {
            return new Shard(shard, shards);
        }
    }

    /** @param id of an alarm, to acknowledge it by; absent for an order that is stuck */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ConcernResponse(@Nullable Long id, UUID orderId, @Nullable PublicStatus status, String what, int repeats,
            Instant since) {

        static ConcernResponse of(OrderWatch.Concern concern) {
            return new ConcernResponse(concern.alarm(), concern.order().value(),
                    concern.status() == null ? null : PublicStatus.of(concern.status()), concern.what(),
                    concern.repeats(), concern.since());
        }
    }

    private final OrderWatch watch;
    private final ReturnService returns;

    OrderWatchController(OrderWatch watch, ReturnService returns) {
        this.watch = watch;
        this.returns = returns;
    }

    @PostMapping("/internal/orders/cancel-unpaid")
    OrderWatch.Cancelled cancelUnpaid(@RequestBody @Valid ShardRequest request) {
        return watch.cancelUnpaid(request.part(), request.limit());
    }

    @PostMapping("/internal/orders/drive-stuck")
    OrderWatch.Driven driveStuck(@RequestBody @Valid ShardRequest request) {
        return watch.driveStuck(request.part(), request.limit())
                .plus(returns.driveStuck(request.part(), request.limit()));
    }

    @PreAuthorize("hasRole('OPERATOR')")
    @GetMapping("/api/v1/ops/orders/stuck")
    @Operation(summary = "Orders that do not go on, and alarms")
    CursorPage<ConcernResponse> stuck(@Nullable Cursor cursor, PageSize size) {
        OrderWatch.Position after = cursor == null
                ? null
                : new OrderWatch.Position(cursor.instant(0), new OrderId(cursor.uuid(1)), cursor.number(2));
        return CursorPage.of(watch.concerns(after, size.plusOne()), size, OrderWatchController::cursorOf)
                .map(ConcernResponse::of);
    }

    private static Cursor cursorOf(OrderWatch.Concern last) {
        return Cursor.of(last.position().since(), last.position().order(), last.position().alarm());
    }

    /** Somebody has seen to an alarm: it leaves the list. */
    @PreAuthorize("hasRole('OPERATOR')")
    @PostMapping("/api/v1/ops/orders/stuck/{id}/acknowledge")
    @ApiResponse(responseCode = "204", description = "It has left the list")
    @Operation(summary = "Say that somebody sees to an alarm")
    ResponseEntity<Void> acknowledge(Caller caller, @Parameter(description = "Id of the alarm") @PathVariable long id) {
        watch.acknowledge(id, new UserId(caller.userId()));
        return ResponseEntity.noContent().build();
    }
}
