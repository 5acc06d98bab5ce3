package dev.souk.product.web;

import dev.souk.product.catalogue.ProductId;
import dev.souk.product.view.ViewService;
import dev.souk.product.view.ViewService.ViewsOfDay;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.UUID;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How often products are looked at, for operators. */
@RestController
@RequestMapping("/api/v1/products")
@PreAuthorize("hasRole('OPERATOR')")
class ViewController {

    private final ViewService views;

    ViewController(ViewService views) {
        this.views = views;
    }

    @GetMapping("/{id}/views")
    @Operation(summary = "How often a product was looked at", description = "On each of the last days (UTC) on which it was, the latest first. Visitors are an estimate, right to about "
            + "one in a hundred; the same person counts once a day. Operators are not counted.")
    ViewsResponse views(@PathVariable UUID id,
            @Parameter(description = "How many days back") @RequestParam(defaultValue = "30") @Min(1) @Max(400) int days) {
        return new ViewsResponse(views.lastDays(new ProductId(id), days));
    }

    record ViewsResponse(List<ViewsOfDay> items) {}
}
