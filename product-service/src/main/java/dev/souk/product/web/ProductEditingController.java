package dev.souk.product.web;

import dev.souk.common.web.conditions.IfMatch;
import dev.souk.common.web.idempotency.Answer;
import dev.souk.common.web.security.Caller;
import dev.souk.product.catalogue.CatalogueEntry;
import dev.souk.product.catalogue.CatalogueService;
import dev.souk.product.catalogue.ChangedBy;
import dev.souk.product.catalogue.ProductId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What operators do with products. */
@RestController
@RequestMapping("/api/v1/products")
@PreAuthorize("hasRole('OPERATOR')")
class ProductEditingController {

    private final CatalogueService catalogue;
    private final Creations creations;

    ProductEditingController(CatalogueService catalogue, Creations creations) {
        this.catalogue = catalogue;
        this.creations = creations;
    }

    @PostMapping
    @ApiResponse(responseCode = "201", description = "Created; Location says where", useReturnTypeSchema = true)
    @Operation(summary = "Add a product", description = "An Idempotency-Key is optional: a repetition is refused by its external id or its SKUs anyway.")
    ResponseEntity<ProductResponse> create(@Valid @RequestBody CreateProductRequest request, Caller caller,
            @RequestHeader(name = Creations.KEY, required = false) @Nullable String key) {
        return creations.once("products", caller, key, request, ProductResponse.class, () -> create(request, caller));
    }

    @PutMapping("/{id}")
    @Operation(summary = "Replace what is said of a product")
    ResponseEntity<ProductResponse> replace(@PathVariable UUID id, @Valid @RequestBody ReplaceProductRequest request,
            @Nullable IfMatch ifMatch, Caller caller) {
        return edited(catalogue.edit(new ProductId(id), Revision.seenBy(ifMatch), request::appliedTo,
                request::statusOr, by(caller)));
    }

    @PatchMapping("/{id}")
    @Operation(summary = "Change some of what is said of a product", description = "What is absent stays as it is.")
    ResponseEntity<ProductResponse> patch(@PathVariable UUID id, @Valid @RequestBody PatchProductRequest request,
            @Nullable IfMatch ifMatch, Caller caller) {
        return edited(catalogue.edit(new ProductId(id), Revision.seenBy(ifMatch), request::appliedTo,
                request::statusOr, by(caller)));
    }

    /** Withdraws the product; its SKUs stay known to old orders. */
    @DeleteMapping("/{id}")
    @ApiResponse(responseCode = "204", description = "Withdrawn")
    @Operation(summary = "Withdraw a product", description = "Its SKUs stay known to old orders.")
    ResponseEntity<Void> delete(@PathVariable UUID id,
            @Nullable IfMatch ifMatch, Caller caller) {
        catalogue.withdraw(new ProductId(id), Revision.seenBy(ifMatch), by(caller));
        return ResponseEntity.noContent().build();
    }

    private Answer<ProductResponse> create(CreateProductRequest request, Caller caller) {
        CatalogueEntry created = catalogue.create(request.externalId(), request.toDetails(),
                request.statusOrPublished(), by(caller));
        return Answer.created("/api/v1/products/" + created.product().id(), ProductResponse.of(created));
    }

    private static ChangedBy by(Caller caller) {
        return new ChangedBy.Operator(caller.userId());
    }

    private static ResponseEntity<ProductResponse> edited(CatalogueEntry entry) {
        return ResponseEntity.ok().eTag(Revision.tagOf(entry)).body(ProductResponse.of(entry));
    }
}
