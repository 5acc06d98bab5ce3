package dev.souk.payment.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.souk.common.money.Money;
import dev.souk.common.web.idempotency.Answer;
import dev.souk.common.web.idempotency.IdempotentRequests;
import dev.souk.common.web.paging.Cursor;
import dev.souk.common.web.paging.CursorPage;
import dev.souk.common.web.paging.PageSize;
import dev.souk.common.web.security.Caller;
import dev.souk.payment.intent.OrderId;
import dev.souk.payment.intent.PaymentId;
import dev.souk.payment.intent.PaymentService;
import dev.souk.payment.intent.PaymentView;
import dev.souk.payment.intent.Reader;
import dev.souk.payment.intent.Refund;
import dev.souk.payment.intent.RefundId;
import dev.souk.payment.intent.Refusal;
import dev.souk.payment.intent.Step;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;

@RestController
@RequestMapping("/api/v1")
class PaymentController {

    private final PaymentService payments;
    private final IdempotentRequests idempotentRequests;

    PaymentController(PaymentService payments, IdempotentRequests idempotentRequests) {
        this.payments = payments;
        this.idempotentRequests = idempotentRequests;
    }

    /**
     * @param nextTryAt absent while the step is being tried, when a person has to see to it, and for the refund of a return,
     *        which has a pause of its own
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RefusalResponse(Step step, String reason, int times, @Nullable Instant nextTryAt) {

        static RefusalResponse of(Refusal refusal) {
            return new RefusalResponse(refusal.step(), refusal.reason(), refusal.times(), refusal.retryAt());
        }
    }

    /**
     * @param refusal what the provider refused last after it had authorised
     * @param captureRequestedBy the operator who had a refused capture tried again: for operators only
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PaymentResponse(UUID id, UUID orderId, PaymentView.Status status, Money amount, Money captured,
            Money refunded,
            int triesLeft, @Nullable String declineReason, @Nullable RefusalResponse refusal,
            @Nullable UUID captureRequestedBy, Instant expiresAt, Instant createdAt) {

        static PaymentResponse of(PaymentView payment, Caller reader) {
            return new PaymentResponse(payment.id().value(), payment.orderId().value(), payment.status(),
                    payment.amount(),
                    payment.captured(), payment.refunded(), payment.triesLeft(), payment.declineReason(),
                    payment.refusal() == null ? null : RefusalResponse.of(payment.refusal()),
                    reader.isOperator() ? payment.captureRequestedBy() : null, payment.expiresAt(),
                    payment.createdAt());
        }
    }

    @GetMapping("/orders/{orderId}/payment")
    @Operation(summary = "The payment of an order", description = "404 with Retry-After until the order, just placed, has come here.")
    PaymentResponse paymentOf(@PathVariable UUID orderId, Caller caller) {
        return PaymentResponse.of(payments.ofOrder(new OrderId(orderId), reader(caller)), caller);
    }

    /** @param token the shopper's method as the provider named it; never a card number */
    record PayRequest(
            @NotNull @Size(max = 255) @Pattern(regexp = "[a-z]+_[A-Za-z0-9_]+", message = "must be a token of the provider, for example tok_visa") String token) {}

    private record Pay(UUID paymentId, PayRequest request) {}

    /** 202: the provider is asked now; the answer shows in the payment's status. */
    @PostMapping("/payments/{id}/pay")
    @ApiResponse(responseCode = "202", description = "The provider is asked now; the answer shows in the status", useReturnTypeSchema = true)
    @Transactional
    @Operation(summary = "Pay for an order that was placed without a method")
    ResponseEntity<PaymentResponse> pay(@PathVariable UUID id, @RequestBody @Valid PayRequest request, Caller caller,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        return idempotentRequests
                .once("pay:" + caller.userId(), key, new Pay(id, request), PaymentResponse.class,
                        () -> accepted(payments.pay(new PaymentId(id), request.token(), caller.userId()), caller))
                .toResponse();
    }

    private record Capture(UUID paymentId) {}

    /** 202: the provider is asked now; the answer shows in the payment's status. */
    @PostMapping("/payments/{id}/capture")
    @ApiResponse(responseCode = "202", description = "The provider is asked now; the answer shows in the status", useReturnTypeSchema = true)
    @PreAuthorize("hasRole('OPERATOR')")
    @Transactional
    @Operation(summary = "Take the money that was authorised, again", description = "For a capture that was given up.")
    ResponseEntity<PaymentResponse> capture(@PathVariable UUID id, Caller caller,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        return idempotentRequests
                .once("capture:" + caller.userId(), key, new Capture(id), PaymentResponse.class,
                        () -> accepted(payments.capture(new PaymentId(id), caller.userId()), caller))
                .toResponse();
    }

    private static Answer<PaymentResponse> accepted(PaymentView payment, Caller caller) {
        return new Answer<>(HttpStatus.ACCEPTED.value(), "/api/v1/orders/" + payment.orderId() + "/payment",
                PaymentResponse.of(payment, caller));
    }

    /** @param returnId a return of which the provider has refused the refund: this is given instead */
    record RefundRequest(@NotNull @Valid Amount amount, @NotBlank @Size(max = 255) String reason,
            @Nullable UUID returnId) {

        record Amount(@NotNull @Positive Long amount,
                @NotNull @Pattern(regexp = "[A-Z]{3}", message = "must be an ISO 4217 code") String currency) {}

        Money money() {
            try {
                return Money.of(amount.amount(), amount.currency());
            } catch (IllegalArgumentException _) {
                throw new UnknownCurrency(amount.currency());
            }
        }
    }

    private record RefundCommand(UUID paymentId, RefundRequest request) {}

    /**
     * @param returnId the return that it is for; absent when an operator or a cancellation asked for it
     * @param requestedBy the operator whose wish it is: for operators only
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RefundResponse(UUID id, UUID paymentId, Money amount, String reason, Refund.Status status,
            Instant requestedAt, @Nullable UUID returnId, @Nullable UUID requestedBy) {

        static RefundResponse of(Refund refund, Caller reader) {
            return new RefundResponse(refund.id().value(), refund.paymentId().value(), refund.amount(), refund.reason(),
                    refund.status(), refund.requestedAt(), refund.returnId(),
                    reader.isOperator() ? refund.requestedBy() : null);
        }
    }

    @PostMapping("/payments/{id}/refunds")
    @ApiResponse(responseCode = "201", description = "Asked for; Location says where", useReturnTypeSchema = true)
    @PreAuthorize("hasRole('OPERATOR')")
    @Transactional
    @Operation(summary = "Give money back", description = "Never more than was captured.")
    ResponseEntity<RefundResponse> refund(@PathVariable UUID id, @RequestBody @Valid RefundRequest request,
            Caller caller,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        return idempotentRequests.once("refund:" + caller.userId(), key, new RefundCommand(id, request),
                RefundResponse.class, () -> {
                    var refund = payments.refund(new PaymentId(id), request.money(), request.reason(),
                            request.returnId(), caller.userId());
                    return Answer.created("/api/v1/payments/" + id + "/refunds/" + refund.id(),
                            RefundResponse.of(refund, caller));
                }).toResponse();
    }

    @GetMapping("/payments/{id}/refunds")
    @Operation(summary = "What was given back of a payment", description = "Or is about to be, oldest first. Operators also see who of them wanted it.")
    CursorPage<RefundResponse> refundsOf(@PathVariable UUID id, Caller caller, @Nullable Cursor cursor, PageSize size) {
        var after = cursor == null ? null : new RefundId(cursor.uuid(0));
        return CursorPage.of(payments.refunds(new PaymentId(id), reader(caller), after, size.plusOne()), size,
                (Refund last) -> Cursor.of(last.id())).map(refund -> RefundResponse.of(refund, caller));
    }

    @GetMapping("/payments/{id}/refunds/{refundId}")
    @Operation(summary = "One refund")
    RefundResponse refundOf(@PathVariable UUID id, @PathVariable UUID refundId, Caller caller) {
        return RefundResponse.of(payments.refund(new PaymentId(id), new RefundId(refundId), reader(caller)), caller);
    }

    private static Reader reader(Caller caller) {
        return new Reader(caller.userId(), caller.isOperator());
    }
}
