package dev.souk.order.web;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

import dev.souk.common.web.problem.Problems;
import dev.souk.order.cart.CartFull;
import dev.souk.order.cart.InvalidCartId;
import dev.souk.order.cart.StaleCart;
import dev.souk.order.checkout.AlarmNotFound;
import dev.souk.order.checkout.ConcurrentOrderChange;
import dev.souk.order.checkout.IllegalOrderTransition;
import dev.souk.order.checkout.InvalidOrder;
import dev.souk.order.checkout.NotReturnable;
import dev.souk.order.checkout.OrderNotFound;
import dev.souk.order.flashsale.FlashSaleLimit;
import dev.souk.order.flashsale.FlashSaleNotFound;
import dev.souk.order.flashsale.InLine;
import dev.souk.order.flashsale.InvalidFlashSale;
import dev.souk.order.flashsale.SoldOut;
import dev.souk.order.invoice.InvoiceNotFound;
import dev.souk.order.pricing.NotDeliverable;
import dev.souk.order.pricing.UnsellableSkus;
import dev.souk.order.promotion.CodeTaken;
import dev.souk.order.promotion.CouponRefused;
import dev.souk.order.promotion.InvalidPromotion;
import dev.souk.order.promotion.PromotionEnded;
import dev.souk.order.promotion.PromotionNotFound;
import dev.souk.order.promotion.StalePromotion;
import dev.souk.order.returns.IllegalReturnTransition;
import dev.souk.order.returns.InvalidReturn;
import dev.souk.order.returns.ReturnNotFound;
import dev.souk.order.returns.ReturnTooLate;

/** Which refusal of the rules is which status. */
@RestControllerAdvice
class OrderProblems {

    @ExceptionHandler
    ProblemDetail notFound(OrderNotFound refusal) {
        return Problems.of(HttpStatus.NOT_FOUND, "order-not-found", "No such order", refusal.getMessage());
    }

    @ExceptionHandler
    ProblemDetail notFound(AlarmNotFound refusal) {
        return Problems.of(HttpStatus.NOT_FOUND, "alarm-not-found", "No such alarm", refusal.getMessage());
    }

    @ExceptionHandler
    ProblemDetail tooLate(IllegalOrderTransition refusal) {
        return Problems.of(HttpStatus.CONFLICT, "order-too-far", "The order has gone too far", refusal.getMessage());
    }

    @ExceptionHandler
    ProblemDetail notReturnable(NotReturnable refusal) {
        return Problems.of(HttpStatus.CONFLICT, "order-not-returnable", "Nothing to send back", refusal.getMessage());
    }

    @ExceptionHandler
    ProblemDetail noSuchReturn(ReturnNotFound refusal) {
        return Problems.of(HttpStatus.NOT_FOUND, "return-not-found", "No such return", refusal.getMessage());
    }

    @ExceptionHandler
    ProblemDetail returnTooFar(IllegalReturnTransition refusal) {
        return Problems.of(HttpStatus.CONFLICT, "return-state", "Not at this stage of the return",
                refusal.getMessage());
    }

    @ExceptionHandler
    ProblemDetail returnTooLate(ReturnTooLate refusal) {
        return Problems.of(HttpStatus.UNPROCESSABLE_CONTENT, "return-too-late", "Too late to return it",
                refusal.getMessage());
    }

    @ExceptionHandler
    ProblemDetail invalid(InvalidReturn refusal) {
        return at("/lines", Problems.of(HttpStatus.UNPROCESSABLE_CONTENT, "invalid-return", "This cannot be returned",
                refusal.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail noInvoice(InvoiceNotFound refusal) {
        return Problems.of(HttpStatus.NOT_FOUND, "invoice-not-found", "No invoice yet", refusal.getMessage());
    }

    @ExceptionHandler
    ProblemDetail busy(ConcurrentOrderChange refusal) {
        return Problems.of(HttpStatus.CONFLICT, "order-busy", "The order is being changed", refusal.getMessage());
    }

    @ExceptionHandler
    ProblemDetail invalid(InvalidOrder refusal) {
        return Problems.of(HttpStatus.UNPROCESSABLE_CONTENT, "invalid-order", "This cannot be ordered",
                refusal.getMessage());
    }

    @ExceptionHandler
    ProblemDetail unsellable(UnsellableItems refusal) {
        ProblemDetail problem = unsellable(requireNonNull(refusal.getMessage()));
        problem.setProperty("errors", refusal.errors());
        return problem;
    }

    @ExceptionHandler
    ProblemDetail unsellable(UnsellableSkus refusal) {
        return unsellable(requireNonNull(refusal.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail noSuchAddress(AddressNotFound refusal) {
        return at("/addressId", Problems.of(HttpStatus.UNPROCESSABLE_CONTENT, "unknown-address", "No such address",
                refusal.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail emptyCart(EmptyCart refusal) {
        return Problems.of(HttpStatus.UNPROCESSABLE_CONTENT, "empty-cart", "Nothing to order", refusal.getMessage());
    }

    @ExceptionHandler
    ProblemDetail coupon(CouponRefused refusal) {
        String slug = switch (refusal.reason()) {
            case UNKNOWN -> "unknown-coupon";
            case NOT_YET_VALID -> "coupon-not-yet-valid";
            case EXPIRED -> "coupon-expired";
            case EXHAUSTED, USED_UP -> "coupon-used-up";
            case NOT_APPLICABLE -> "coupon-not-applicable";
        };
        return at("/couponCode", Problems.of(HttpStatus.UNPROCESSABLE_CONTENT, slug, "The coupon does not count",
                refusal.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail offerGone(PromotionEnded refusal) {
        return Problems.of(HttpStatus.CONFLICT, "changed-meanwhile", "Changed meanwhile", refusal.getMessage());
    }

    /** Carries what the order would cost now, so that the shopper can decide anew at once. */
    @ExceptionHandler
    ProblemDetail totalChanged(TotalChanged refusal) {
        ProblemDetail problem = at("/expectedTotal", Problems.of(HttpStatus.CONFLICT, "total-changed",
                "The total has changed", refusal.getMessage()));
        problem.setProperty("price", refusal.price());
        problem.setProperty("changes", refusal.changes());
        return problem;
    }

    @ExceptionHandler
    ProblemDetail notDeliverable(NotDeliverable refusal) {
        return at("/addressId", Problems.of(HttpStatus.UNPROCESSABLE_CONTENT, "not-delivered-there",
                "Not delivered there", refusal.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail soldOut(SoldOut refusal) {
        return Problems.of(HttpStatus.CONFLICT, "sold-out", "Sold out", refusal.getMessage());
    }

    /** 429 and not 503: nothing is broken, and no circuit breaker on the way should think so. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> inLine(InLine waiting) {
        ProblemDetail problem = Problems.of(HttpStatus.TOO_MANY_REQUESTS, "flash-sale-line", "In line",
                waiting.getMessage());
        problem.setProperty("position", waiting.position());
        return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
                .header(HttpHeaders.RETRY_AFTER, Long.toString(waiting.retryAfter().toSeconds())).body(problem);
    }

    @ExceptionHandler
    ProblemDetail flashSaleLimit(FlashSaleLimit refusal) {
        return Problems.of(HttpStatus.UNPROCESSABLE_CONTENT, "flash-sale-limit", "More than one shopper gets",
                refusal.getMessage());
    }

    @ExceptionHandler
    ProblemDetail invalidFlashSale(InvalidFlashSale refusal) {
        return Problems.of(HttpStatus.UNPROCESSABLE_CONTENT, "invalid-flash-sale", "No such flash sale can be",
                refusal.getMessage());
    }

    @ExceptionHandler
    ProblemDetail noSuchFlashSale(FlashSaleNotFound refusal) {
        return Problems.of(HttpStatus.NOT_FOUND, "flash-sale-not-found", "No such flash sale", refusal.getMessage());
    }

    @ExceptionHandler
    ProblemDetail noSuchPromotion(PromotionNotFound refusal) {
        return Problems.of(HttpStatus.NOT_FOUND, "coupon-not-found", "No such coupon", refusal.getMessage());
    }

    @ExceptionHandler
    ProblemDetail invalidPromotion(InvalidPromotion refusal) {
        return Problems.of(HttpStatus.UNPROCESSABLE_CONTENT, "invalid-coupon", "No such coupon can be",
                refusal.getMessage());
    }

    @ExceptionHandler
    ProblemDetail codeTaken(CodeTaken refusal) {
        return at("/code", Problems.of(HttpStatus.CONFLICT, "coupon-code-taken", "The code is taken",
                refusal.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail stale(StalePromotion refusal) {
        return stale(requireNonNull(refusal.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail stale(StaleCart refusal) {
        return stale(requireNonNull(refusal.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail cartFull(CartFull refusal) {
        return Problems.of(HttpStatus.UNPROCESSABLE_CONTENT, "cart-full", "The cart is full", refusal.getMessage());
    }

    @ExceptionHandler
    ProblemDetail invalidCartId(InvalidCartId refusal) {
        return Problems.of(HttpStatus.BAD_REQUEST, "invalid-cart-id", "No proper Cart-Id", refusal.getMessage());
    }

    private static ProblemDetail stale(String detail) {
        return Problems.of(HttpStatus.PRECONDITION_FAILED, "stale-version", "Changed by somebody else", detail);
    }

    private static ProblemDetail unsellable(String detail) {
        return Problems.of(HttpStatus.UNPROCESSABLE_CONTENT, "unknown-sku", "Not for sale", detail);
    }

    private static ProblemDetail at(String pointer, ProblemDetail problem) {
        String detail = requireNonNull(problem.getDetail());
        problem.setProperty("errors", List.of(Map.of("pointer", pointer, "detail", detail)));
        return problem;
    }
}
