package dev.souk.payment.web;

import io.swagger.v3.oas.annotations.Parameter;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.souk.common.money.Money;
import dev.souk.common.web.paging.Cursor;
import dev.souk.common.web.paging.CursorPage;
import dev.souk.common.web.paging.PageSize;
import dev.souk.common.web.security.Caller;
import dev.souk.payment.reconciliation.Difference;
import dev.souk.payment.reconciliation.ReconciledDay;
import dev.souk.payment.reconciliation.Reconciliation;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** For the job that has days compared, and for operators who look at what differs. */
@RestController
class ReconciliationController {

    private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();

    private final Reconciliation reconciliation;

    ReconciliationController(Reconciliation reconciliation) {
        this.reconciliation = reconciliation;
    }

    /** @param limit how many days at most in one call */
    record DaysRequest(@NotNull @Min(1) @Max(31) Integer limit) {}

    @PostMapping("/internal/payments/reconcile")
    Reconciliation.Result reconcile(@RequestBody @Valid DaysRequest request) {
        return reconciliation.reconcileDue(request.limit());
    }

    @PreAuthorize("hasRole('OPERATOR')")
    @GetMapping("/api/v1/ops/reconciliations")
    @Operation(summary = "Days of which the ledger was compared with the provider's statement", description = "The newest first. What was found is under /api/v1/ops/reconciliations/differences.")
    CursorPage<ReconciledDay> days(PageSize size, @Nullable Cursor cursor) {
        var before = cursor == null
                ? LocalDate.ofEpochDay(LAST_DAY)
                : LocalDate.ofEpochDay(Math.clamp(cursor.number(0), 0, LAST_DAY));
        return CursorPage.of(reconciliation.daysBefore(before, size.plusOne()), size,
                last -> Cursor.of(last.day().toEpochDay()));
    }

    /** @param orderId absent when we do not know the movement */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DifferenceResponse(long id, LocalDate day, Difference.Kind kind, String reference, @Nullable UUID orderId,
            @Nullable Money ours, @Nullable Money theirs, Instant foundAt, @Nullable Instant resolvedAt,
            @Nullable UUID resolvedBy, @Nullable String note) {

        static DifferenceResponse of(Difference difference) {
            return new DifferenceResponse(difference.id(), difference.day(), difference.kind(),
                    difference.reference(), difference.orderId(), difference.ours(), difference.theirs(),
                    difference.foundAt(), difference.resolvedAt(), difference.resolvedBy(), difference.note());
        }
    }

    record ResolveRequest(@NotBlank @Size(max = 500) String note) {}

    /** Again changes nothing, so it needs no idempotency key. */
    @PreAuthorize("hasRole('OPERATOR')")
    @PostMapping("/api/v1/ops/reconciliations/differences/{id}/resolve")
    @Operation(summary = "Say that a difference was seen to", description = "For one that stays, such as a dispute or a refund that came back from the bank. The first resolution counts; it keeps who gave it.")
    DifferenceResponse resolve(Caller caller, @PathVariable long id, @RequestBody @Valid ResolveRequest request) {
        return DifferenceResponse.of(reconciliation.resolve(id, caller.userId(), request.note()));
    }

    @PreAuthorize("hasRole('OPERATOR')")
    @GetMapping("/api/v1/ops/reconciliations/differences")
    @Operation(summary = "Movements of which the ledger and the provider's statement do not say the same", description = "The newest first; with open=true only those that still differ. Amounts are positive towards us, negative back to the shopper.")
    CursorPage<DifferenceResponse> differences(
            @Parameter(description = "Only those that still differ") @RequestParam(defaultValue = "false") boolean open,
            PageSize size,
            @Nullable Cursor cursor) {
        long before = cursor == null ? Long.MAX_VALUE : cursor.number(0);
        return CursorPage.of(reconciliation.differencesBefore(before, open, size.plusOne()), size,
                last -> Cursor.of(last.id())).map(DifferenceResponse::of);
    }
}
