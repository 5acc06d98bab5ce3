package dev.souk.inventory.web;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

import dev.souk.common.web.problem.Problems;
import dev.souk.inventory.fulfilment.IllegalShipmentTransition;
import dev.souk.inventory.fulfilment.OrderNotFound;
import dev.souk.inventory.fulfilment.ShipmentNotFound;
import dev.souk.inventory.stock.InsufficientStock;
import dev.souk.inventory.stock.InvalidSku;
import dev.souk.inventory.stock.UnknownSku;

/** Which refusal of the domain is which HTTP status. */
@RestControllerAdvice
class InventoryProblems {

    @ExceptionHandler
    ProblemDetail unknownSku(UnknownSku refusal) {
        return problem(HttpStatus.NOT_FOUND, "unknown-sku", "Unknown SKU", refusal);
    }

    @ExceptionHandler({OrderNotFound.class, ShipmentNotFound.class})
    ProblemDetail notFound(RuntimeException refusal) {
        return problem(HttpStatus.NOT_FOUND, "not-found", "Not found", refusal);
    }

    @ExceptionHandler
    ProblemDetail illegalTransition(IllegalShipmentTransition refusal) {
        return problem(HttpStatus.CONFLICT, "shipment-state", "The shipment's state forbids it", refusal);
    }

    @ExceptionHandler
    ProblemDetail insufficientStock(InsufficientStock refusal) {
        return problem(HttpStatus.UNPROCESSABLE_CONTENT, "insufficient-stock", "Not enough stock", refusal);
    }

    @ExceptionHandler({InvalidSku.class, RepeatedSku.class})
    ProblemDetail invalid(RuntimeException refusal) {
        return problem(HttpStatus.BAD_REQUEST, "invalid-request", "Invalid request", refusal);
    }

    /** The domain's refusals are written for people, so their messages may be shown. */
    private static ProblemDetail problem(HttpStatus status, String slug, String title, RuntimeException refusal) {
        return Problems.of(status, slug, title, String.valueOf(refusal.getMessage()));
    }
}
