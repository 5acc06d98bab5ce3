package dev.souk.payment.web;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.souk.common.money.Money;
import dev.souk.common.web.paging.Cursor;
import dev.souk.common.web.paging.CursorPage;
import dev.souk.common.web.paging.PageSize;
import dev.souk.payment.ledger.AccountBalance;
import dev.souk.payment.ledger.Ledger;
import dev.souk.payment.ledger.LedgerEntry;
import dev.souk.payment.ledger.Movement;

@RestController
@RequestMapping("/api/v1/ledger")
@PreAuthorize("hasRole('OPERATOR')")
class LedgerController {

    private final Ledger ledger;

    LedgerController(Ledger ledger) {
        this.ledger = ledger;
    }

    /** One page always: there are a handful of accounts. */
    @GetMapping("/accounts")
    @Operation(summary = "The accounts of the ledger and their balances", description = "All on one page; they sum to zero.")
    CursorPage<AccountBalance> accounts() {
        return new CursorPage<>(ledger.balances(), null);
    }

    /**
     * @param amount a debit is positive, a credit negative
     * @param reference the provider's name of the movement
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record EntryResponse(long id, UUID movementId, String account, UUID orderId, UUID paymentId, Movement.Kind kind,
            Money amount, Instant recordedAt, @Nullable String reference) {

        static EntryResponse of(LedgerEntry entry) {
            return new EntryResponse(entry.id(), entry.movementId(), entry.account(), entry.orderId(),
                    entry.paymentId(),
                    entry.kind(), entry.amount(), entry.recordedAt(), entry.reference());
        }
    }

    @GetMapping("/entries")
    @Operation(summary = "The entries of the ledger, the newest first")
    CursorPage<EntryResponse> entries(PageSize size, @Nullable Cursor cursor) {
        long before = cursor == null ? Long.MAX_VALUE : cursor.number(0);
        return CursorPage.of(ledger.entriesBefore(before, size.plusOne()), size, last -> Cursor.of(last.id()))
                .map(EntryResponse::of);
    }
}
