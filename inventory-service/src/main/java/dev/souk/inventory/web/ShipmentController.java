package dev.souk.inventory.web;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.souk.common.web.paging.CursorPage;
import dev.souk.common.web.security.Caller;
import dev.souk.common.web.validation.OneLine;
import dev.souk.inventory.fulfilment.ShipmentService;
import dev.souk.inventory.fulfilment.OrderId;
import dev.souk.inventory.fulfilment.Reader;
import dev.souk.inventory.fulfilment.Shipment;
import dev.souk.inventory.fulfilment.ShipmentId;
import dev.souk.inventory.fulfilment.ShipmentStatus;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;

@RestController
@RequestMapping("/api/v1")
class ShipmentController {

    private final ShipmentService shipments;

    ShipmentController(ShipmentService shipments) {
        this.shipments = shipments;
    }

    /** @param dispatchedBy the operator who said so: for operators only, as is {@code deliveredBy} */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ShipmentResponse(UUID id, UUID orderId, String warehouse, ShipmentStatus status, List<Line> lines,
            @Nullable String carrier, @Nullable String trackingNumber, Instant createdAt,
            @Nullable Instant dispatchedAt, @Nullable UUID dispatchedBy, @Nullable Instant deliveredAt,
            @Nullable UUID deliveredBy) {

        record Line(String sku, long quantity) {}

        static ShipmentResponse of(Shipment shipment, Caller reader) {
            var tracking = shipment.tracking();
            boolean showsPersons = reader.isOperator();
            return new ShipmentResponse(shipment.id().value(), shipment.orderId().value(), shipment.warehouse().code(),
                    shipment.status(),
                    shipment.lines().stream().map(line -> new Line(line.sku().value(), line.quantity())).toList(),
                    tracking.carrier(), tracking.trackingNumber(), shipment.createdAt(), shipment.dispatchedAt(),
                    showsPersons ? shipment.dispatchedBy() : null, shipment.deliveredAt(),
                    showsPersons ? shipment.deliveredBy() : null);
        }
    }

    /** One page always: an order has at most one shipment per warehouse. */
    @GetMapping("/orders/{orderId}/shipments")
    @Operation(summary = "The parcels of an order", description = "One from each warehouse that has some of its goods; each is dispatched and delivered by itself. 404 with Retry-After until the order, just placed, has come here. Operators also see who has dispatched and delivered.")
    CursorPage<ShipmentResponse> shipmentsOf(@PathVariable UUID orderId, Caller caller) {
        var reader = new Reader(caller.userId(), caller.isOperator());
        return new CursorPage<>(shipments.ofOrder(new OrderId(orderId), reader), null)
                .map(shipment -> ShipmentResponse.of(shipment, caller));
    }

    record DispatchRequest(@Nullable @Size(max = 64) @OneLine String carrier,
            @Nullable @Size(max = 64) @OneLine String trackingNumber) {

        static final DispatchRequest UNTRACKED = new DispatchRequest(null, null);
    }

    @PostMapping("/shipments/{id}/dispatch")
    @Operation(summary = "Say that a parcel has left", description = "The first one makes the order SHIPPED. Only what is paid may leave: 409 payment-not-captured, with Retry-After, while the money was not taken.")
    @PreAuthorize("hasRole('OPERATOR')")
    ShipmentResponse dispatch(@PathVariable UUID id, Caller caller,
            @RequestBody(required = false) @Valid @Nullable DispatchRequest body) {
        var request = body == null ? DispatchRequest.UNTRACKED : body;
        var tracking = new Shipment.Tracking(request.carrier(), request.trackingNumber());
        return ShipmentResponse.of(shipments.dispatch(new ShipmentId(id), tracking, caller.userId()), caller);
    }

    @PostMapping("/shipments/{id}/deliver")
    @Operation(summary = "Say that a parcel has arrived", description = "The last one makes the order DELIVERED.")
    @PreAuthorize("hasRole('OPERATOR')")
    ShipmentResponse deliver(@PathVariable UUID id, Caller caller) {
        return ShipmentResponse.of(shipments.deliver(new ShipmentId(id), caller.userId()), caller);
    }
}
