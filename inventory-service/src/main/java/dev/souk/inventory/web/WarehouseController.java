package dev.souk.inventory.web;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.souk.common.web.idempotency.Answer;
import dev.souk.common.web.idempotency.IdempotentRequests;
import dev.souk.common.web.paging.Cursor;
import dev.souk.common.web.paging.CursorPage;
import dev.souk.common.web.paging.PageSize;
import dev.souk.common.web.security.Caller;
import dev.souk.common.web.validation.OneLine;
import dev.souk.inventory.stock.NamedWarehouse;
import dev.souk.inventory.stock.Warehouse;
import dev.souk.inventory.stock.Warehouses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

@RestController
@RequestMapping("/api/v1/warehouses")
@PreAuthorize("hasRole('OPERATOR')")
class WarehouseController {

    private final Warehouses warehouses;
    private final IdempotentRequests requests;

    WarehouseController(Warehouses warehouses, IdempotentRequests requests) {
        this.warehouses = warehouses;
        this.requests = requests;
    }

    record WarehouseBody(
            @NotNull @Pattern(regexp = Warehouse.FORM, message = "is 1 to 32 capital letters, digits and hyphens") @Schema(example = "NORTH") String code,
            @NotBlank @Size(max = 100) @OneLine @Schema(example = "Northern warehouse") String name) {

        static WarehouseBody of(NamedWarehouse named) {
            return new WarehouseBody(named.warehouse().code(), named.name());
        }
    }

    @GetMapping
    @Operation(summary = "All warehouses, by code")
    CursorPage<WarehouseBody> page(@Nullable Cursor cursor, PageSize size) {
        var after = cursor == null ? null : new Warehouse(cursor.text(0));
        return CursorPage.of(warehouses.page(after, size.plusOne()), size,
                (NamedWarehouse last) -> Cursor.of(last.warehouse())).map(WarehouseBody::of);
    }

    @PostMapping
    @ApiResponse(responseCode = "201", description = "Created; Location says where", useReturnTypeSchema = true)
    @Transactional
    @Operation(summary = "Open a warehouse", description = "Needs an Idempotency-Key. Goods come to it by supplies that name its code.")
    ResponseEntity<WarehouseBody> open(@RequestBody @Valid WarehouseBody request, Caller caller,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        return requests.once("warehouses:" + caller.userId(), key, request, WarehouseBody.class, () -> {
            warehouses.add(new NamedWarehouse(new Warehouse(request.code()), request.name()));
            return Answer.created("/api/v1/warehouses/" + request.code(), request);
        }).toResponse();
    }

    record NameRequest(@NotBlank @Size(max = 100) @OneLine String name) {}

    @PutMapping("/{code}")
    @Operation(summary = "Rename a warehouse")
    WarehouseBody rename(@Parameter(description = "Code of the warehouse") @PathVariable String code,
            @RequestBody @Valid NameRequest request) {
        var renamed = new NamedWarehouse(new Warehouse(code), request.name());
        warehouses.rename(renamed);
        return WarehouseBody.of(renamed);
    }
}
