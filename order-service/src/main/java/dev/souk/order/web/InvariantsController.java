package dev.souk.order.web;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.souk.order.checkout.OrderAudit;

/** For whoever puts {@code GET /api/v1/ops/invariants} together, with a service's token. */
@RestController
class InvariantsController {

    private final OrderAudit orders;

    InvariantsController(OrderAudit orders) {
        this.orders = orders;
    }

    @GetMapping("/internal/invariants")
    OrderAudit.Finding orders() {
        return orders.look();
    }
}
