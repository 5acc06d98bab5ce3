package dev.souk.inventory.web;

import java.util.List;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

import dev.souk.common.web.problem.Problems;
import dev.souk.inventory.fulfilment.IllegalShipmentTransition;
import dev.souk.inventory.fulfilment.OrderNotFound;
import dev.souk.inventory.fulfilment.PaymentNotCaptured;
import dev.souk.inventory.fulfilment.ShipmentNotFound;
import dev.souk.inventory.stock.InsufficientStock;
import dev.souk.inventory.stock.InvalidSku;
import dev.souk.inventory.stock.InvalidWarehouse;
import dev.souk.inventory.stock.TooMuchStock;
import dev.souk.inventory.stock.UnexplainedAdjustment;
import dev.souk.inventory.stock.UnknownSku;
import dev.souk.inventory.stock.UnknownWarehouse;
import dev.souk.inventory.stock.WarehouseExists;
import dev.souk.inventory.stock.WarehouseNotFound;

/** Which refusal of the domain is which HTTP status. */
@RestControllerAdvice
class InventoryProblems {

    private static final String RETRY_AFTER_SECONDS = "5";

    @ExceptionHandler
    ProblemDetail unknownSku(UnknownSku refusal) {
        return problem(HttpStatus.NOT_FOUND, "unknown-sku", "Unknown SKU", refusal);
    }

    /** The order may have been placed just now: it comes here as a message. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> notFoundYet(OrderNotFound refusal) {
        return ResponseEntity.status(HttpStatus.NOT_FOUND).header(HttpHeaders.RETRY_AFTER, "1")
                .body(notFound(refusal));
    }

    @ExceptionHandler({ShipmentNotFound.class, WarehouseNotFound.class})
    ProblemDetail notFound(RuntimeException refusal) {
        return problem(HttpStatus.NOT_FOUND, "not-found", "Not found", refusal);
    }

    @ExceptionHandler
    ProblemDetail illegalTransition(IllegalShipmentTransition refusal) {
        return problem(HttpStatus.CONFLICT, "shipment-state", "The shipment's state forbids it", refusal);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> paymentNotCaptured(PaymentNotCaptured refusal) {
        return ResponseEntity.status(HttpStatus.CONFLICT).header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .body(problem(HttpStatus.CONFLICT, "payment-not-captured", "The money was not taken", refusal));
    }

    @ExceptionHandler
    ProblemDetail insufficientStock(InsufficientStock refusal) {
        return problem(HttpStatus.UNPROCESSABLE_CONTENT, "insufficient-stock", "Not enough stock", refusal);
    }

    @ExceptionHandler
    ProblemDetail tooMuchStock(TooMuchStock refusal) {
        return problem(HttpStatus.UNPROCESSABLE_CONTENT, "too-much-stock", "More than anybody can mean", refusal);
    }

    @ExceptionHandler
    ProblemDetail unknownWarehouse(UnknownWarehouse refusal) {
        return problem(HttpStatus.UNPROCESSABLE_CONTENT, "unknown-warehouse", "Unknown warehouse", refusal);
    }

    @ExceptionHandler
    ProblemDetail warehouseExists(WarehouseExists refusal) {
        return problem(HttpStatus.CONFLICT, "warehouse-exists", "The warehouse exists", refusal);
    }

    @ExceptionHandler
    ProblemDetail unexplained(UnexplainedAdjustment refusal) {
        return invalid("/quantity", refusal);
    }

    /** Of the path, as that of a SKU. */
    @ExceptionHandler
    ProblemDetail invalidWarehouse(InvalidWarehouse refusal) {
        return invalid("code", refusal);
    }

    /** Of the path: those in a body are validated with the rest of it. */
    @ExceptionHandler
    ProblemDetail invalidSku(InvalidSku refusal) {
        return invalid("sku", refusal);
    }

    @ExceptionHandler
    ProblemDetail repeatedSku(RepeatedSku refusal) {
        return invalid(refusal.pointer(), refusal);
    }

    private record FieldError(String pointer, String detail) {}

    private static ProblemDetail invalid(String pointer, RuntimeException refusal) {
        var problem = Problems.of(HttpStatus.BAD_REQUEST, "invalid-request", "Request is not valid",
                "Correct the request; errors names what is wrong.");
        problem.setProperty("errors", List.of(new FieldError(pointer, String.valueOf(refusal.getMessage()))));
        return problem;
    }

    /** The domain's refusals are written for people, so their messages may be shown. */
    private static ProblemDetail problem(HttpStatus status, String slug, String title, RuntimeException refusal) {
        return Problems.of(status, slug, title, String.valueOf(refusal.getMessage()));
    }
}
