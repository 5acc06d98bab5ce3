package dev.souk.common.web.example;

import dev.souk.common.web.conditions.IfMatch;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.souk.common.web.paging.Cursor;
import dev.souk.common.web.paging.CursorPage;
import dev.souk.common.web.paging.PageSize;
import dev.souk.common.web.security.Caller;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ExampleController {

    record Line(@NotBlank String sku, @Min(1) @Max(1000) int quantity) {}

    record PlaceRequest(@NotEmpty @Valid List<Line> lines) {}

    private final ProductClient products;

    ExampleController(ProductClient products) {
        this.products = products;
    }

    @PostMapping("/public/orders")
    PlaceRequest place(@Valid @RequestBody PlaceRequest request) {
        return request;
    }

    @GetMapping("/public/numbers/{number}")
    long number(@PathVariable long number, @RequestParam String wanted, @RequestHeader("Wanted") String header) {
        return number;
    }

    @GetMapping("/public/bounded")
    int bounded(@RequestParam @Max(9) int digit) {
        return digit;
    }

    @GetMapping("/public/page")
    CursorPage<String> page(PageSize size, @Nullable Cursor cursor) {
        return new CursorPage<>(List.of(), size.value() + "/" + (cursor == null ? "first" : cursor.number(0)));
    }

    @GetMapping("/public/since")
    Instant since(@RequestParam Instant instant) {
        return instant;
    }

    @PostMapping("/public/since")
    Map<String, Instant> since(@RequestBody Map<String, Instant> instants) {
        return instants;
    }

    @GetMapping("/public/bug")
    String bug() {
        throw new IllegalStateException("the password is hunter2");
    }

    @GetMapping("/public/database-down")
    String databaseDown() {
        throw new CannotCreateTransactionException("pool is empty", new DataAccessResourceFailureException("down"));
    }

    /** Has one effect for each key. */
    @PostMapping("/public/database-down")
    String databaseDownForAWrite(
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        return databaseDown();
    }

    /** Looks at no key. */
    @DeleteMapping("/public/database-down")
    String databaseDownForADeletion() {
        return databaseDown();
    }

    @GetMapping("/public/price")
    Map<String, Object> price() {
        return products.price("A-1");
    }

    @PostMapping("/public/reserve")
    void reserve() {
        products.reserve();
    }

    @GetMapping("/public/who")
    String whoIfAnybody(@Nullable Caller caller) {
        return caller == null ? "nobody" : caller.userId().toString();
    }

    @PostMapping("/public/begun")
    ResponseEntity<String> begun() {
        return ResponseEntity.accepted().body("begun");
    }

    @PostMapping("/public/begun-as-described")
    @ApiResponse(responseCode = "202", description = "Begun", useReturnTypeSchema = true)
    ResponseEntity<String> begunAsDescribed() {
        return ResponseEntity.accepted().body("begun");
    }

    @GetMapping("/public/tagged")
    ResponseEntity<String> tagged() {
        return ResponseEntity.ok().eTag("\"7\"").body("seven");
    }

    @DeleteMapping("/public/tagged")
    String deleteTagged(@Nullable IfMatch ifMatch) {
        return String.valueOf(IfMatch.required(ifMatch).holds("7"::equals));
    }

    @GetMapping("/me")
    Caller me(Caller caller) {
        return caller;
    }

    @GetMapping("/me/address")
    Map<String, Object> address() {
        return products.ofCaller();
    }

    @GetMapping("/operators-only")
    @PreAuthorize("hasRole('OPERATOR')")
    String operatorsOnly() {
        return "welcome";
    }

    @GetMapping("/internal/ping")
    String ping() {
        return "pong";
    }
}
