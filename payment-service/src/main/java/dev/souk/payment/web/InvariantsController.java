package dev.souk.payment.web;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.souk.payment.intent.MoneyAudit;

/** For whoever puts {@code GET /api/v1/ops/invariants} together, with a service's token. */
@RestController
class InvariantsController {

    private final MoneyAudit money;

    InvariantsController(MoneyAudit money) {
        this.money = money;
    }

    @GetMapping("/internal/invariants")
    MoneyAudit.Finding money() {
        return money.look();
    }
}
