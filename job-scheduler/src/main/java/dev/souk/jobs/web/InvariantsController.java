package dev.souk.jobs.web;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.souk.jobs.invariants.Invariants;
import io.swagger.v3.oas.annotations.Operation;

/** Here, because this service belongs to no business area: it knows all of them and keeps nothing of its own about them. */
@RestController
class InvariantsController {

    private final Invariants invariants;

    InvariantsController(Invariants invariants) {
        this.invariants = invariants;
    }

    @GetMapping("/api/v1/ops/invariants")
    @PreAuthorize("hasRole('OPERATOR')")
    @Operation(summary = "Whether stock, money and orders add up", description = "Over all services, as they are now. Reads every order: not for a dashboard. Money that is owed is compared with what was taken only while no order is on its way (compared); ./souk check says which order does not add up.")
    Invariants.Report invariants() {
        return invariants.look();
    }
}
