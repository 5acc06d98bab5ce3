package dev.souk.inventory.web;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.souk.inventory.fulfilment.StockAudit;

/** For whoever puts {@code GET /api/v1/ops/invariants} together, with a service's token. */
@RestController
class InvariantsController {

    private final StockAudit stock;

    InvariantsController(StockAudit stock) {
        this.stock = stock;
    }

    @GetMapping("/internal/invariants")
    StockAudit.Finding stock() {
        return stock.look();
    }
}
