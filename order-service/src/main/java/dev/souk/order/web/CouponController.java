package dev.souk.order.web;

import dev.souk.common.web.conditions.IfMatch;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
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

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;

import dev.souk.common.money.Money;
import dev.souk.common.web.idempotency.Answer;
import dev.souk.common.web.idempotency.IdempotentRequests;
import dev.souk.common.web.paging.Cursor;
import dev.souk.common.web.paging.CursorPage;
import dev.souk.common.web.paging.PageSize;
import dev.souk.common.web.security.Caller;
import dev.souk.common.web.validation.OneLine;
import dev.souk.order.money.Percentage;
import dev.souk.order.promotion.Benefit;
import dev.souk.order.promotion.Promotion;
import dev.souk.order.promotion.PromotionService;
import dev.souk.order.promotion.Terms;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;

/** Coupons, and promotions that need no code, for operators. */
@RestController
@RequestMapping("/api/v1/coupons")
@PreAuthorize("hasRole('OPERATOR')")
class CouponController {

    enum Kind {
        PERCENT_OFF,
        AMOUNT_OFF,
        BUY_AND_GET,
        FREE_SHIPPING
    }

    /**
     * What is taken off.
     *
     * @param percent of a PERCENT_OFF
     * @param amount  of an AMOUNT_OFF
     * @param buy     of a BUY_AND_GET: so many pieces of a SKU are paid, and {@code free} more cost nothing
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record BenefitBody(@NotNull Kind kind,
            @Nullable @Positive @DecimalMax("100") @Digits(integer = 3, fraction = 4) @Schema(example = "10") BigDecimal percent,
            @Nullable @Valid Amount amount, @Nullable @Positive @Max(Benefit.BuyAndGet.MOST) Integer buy,
            @Nullable @Positive @Max(Benefit.BuyAndGet.MOST) Integer free) {

        @JsonIgnore
        @AssertTrue(message = "has what its kind needs, and nothing else: PERCENT_OFF percent, AMOUNT_OFF amount, BUY_AND_GET buy and free, FREE_SHIPPING nothing")
        boolean isComplete() {
            return kind == null || switch (kind) {
                case PERCENT_OFF -> percent != null && amount == null && buy == null && free == null;
                case AMOUNT_OFF -> amount != null && percent == null && buy == null && free == null;
                case BUY_AND_GET -> buy != null && free != null && percent == null && amount == null;
                case FREE_SHIPPING -> percent == null && amount == null && buy == null && free == null;
            };
        }

        static BenefitBody of(Benefit benefit) {
            return switch (benefit) {
                case Benefit.PercentOff off ->
                    new BenefitBody(Kind.PERCENT_OFF, off.percentage().percent(), null, null, null);
                case Benefit.AmountOff off ->
                    new BenefitBody(Kind.AMOUNT_OFF, null, amountOf(off.amount()), null, null);
                case Benefit.BuyAndGet pieces ->
                    new BenefitBody(Kind.BUY_AND_GET, null, null, pieces.buy(), pieces.free());
                case Benefit.FreeShipping _ -> new BenefitBody(Kind.FREE_SHIPPING, null, null, null, null);
            };
        }

        Benefit benefit() {
            if (percent != null) {
                return new Benefit.PercentOff(Percentage.of(percent));
            }
            if (amount != null) {
                return new Benefit.AmountOff(amount.money());
            }
            return buy != null && free != null ? new Benefit.BuyAndGet(buy, free) : new Benefit.FreeShipping();
        }
    }

    /** See {@link Terms}. */
    record CouponRequest(
            @Nullable @Size(min = 3, max = 64) @Schema(description = "What a shopper types, in any case; without it the promotion applies by itself") String code,
            @NotBlank @Size(max = 100) @OneLine String name, @NotNull @Valid BenefitBody benefit,
            @Nullable @Schema(description = "Never together with another promotion", defaultValue = "false") Boolean exclusive,
            @Nullable @Valid @Schema(description = "What the goods must cost before any discount") Amount minimumOrder,
            @Nullable @Size(max = Terms.MAX_SKUS) @Schema(description = "Absent or empty: all") Set<@NotNull @Pattern(regexp = PlaceOrderRequest.SKU, message = "is not a SKU") String> skus,
            @Nullable @Schema(description = "The one account that may use it") UUID onlyFor, @NotNull Instant validFrom,
            @Nullable @Schema(description = "The first moment at which it is over; absent: never") Instant validUntil,
            @Nullable @Positive @Schema(description = "By how many orders in all; absent: any number") Integer maxRedemptions,
            @Nullable @Positive @Schema(description = "By how many orders of one account; absent: any number") Integer maxPerUser) {

        Terms terms() {
            return new Terms(code == null ? null : code.toUpperCase(Locale.ROOT), name, benefit.benefit(),
                    Boolean.TRUE.equals(exclusive), minimumOrder == null ? null : minimumOrder.money(),
                    skus == null ? Set.of() : skus, onlyFor, validFrom, validUntil, maxRedemptions, maxPerUser);
        }
    }

    /** @param redeemed by how many orders it is used, cancelled ones left out */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CouponResponse(UUID id, @Nullable String code, String name, BenefitBody benefit, boolean exclusive,
            @Nullable Amount minimumOrder, Set<String> skus, @Nullable UUID onlyFor, Instant validFrom,
            @Nullable Instant validUntil, @Nullable Integer maxRedemptions, @Nullable Integer maxPerUser, long redeemed,
            Instant createdAt, UUID createdBy, Instant changedAt, UUID changedBy) {

        static CouponResponse of(Promotion promotion) {
            Terms terms = promotion.terms();
            return new CouponResponse(promotion.id(), terms.code(), terms.name(), BenefitBody.of(terms.benefit()),
                    terms.exclusive(), terms.minimumOrder() == null ? null : amountOf(terms.minimumOrder()),
                    terms.skus(), terms.onlyFor(), terms.validFrom(), terms.validUntil(), terms.maxRedemptions(),
                    terms.maxPerUser(), promotion.redeemed(), promotion.createdAt(), promotion.createdBy(),
                    promotion.changedAt(), promotion.changedBy());
        }
    }

    private final PromotionService promotions;
    private final IdempotentRequests requests;

    CouponController(PromotionService promotions, IdempotentRequests requests) {
        this.promotions = promotions;
        this.requests = requests;
    }

    @GetMapping
    @Operation(summary = "All coupons, the newest first", description = "Those that are over, too: none is ever deleted.")
    CursorPage<CouponResponse> page(@Nullable Cursor cursor, PageSize size) {
        List<Promotion> rows = promotions.page(cursor == null ? null : cursor.uuid(0), size.plusOne());
        return CursorPage.of(rows, size, (Promotion last) -> Cursor.of(last.id())).map(CouponResponse::of);
    }

    @PostMapping
    @ApiResponse(responseCode = "201", description = "Created; Location says where", useReturnTypeSchema = true)
    @Transactional
    @Operation(summary = "Offer a coupon, or a promotion that needs none", description = "Needs an Idempotency-Key. A code is given out once and never again.")
    ResponseEntity<CouponResponse> add(@RequestBody @Valid CouponRequest request, Caller caller,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        return requests.once("coupons:" + caller.userId(), key, request, CouponResponse.class, () -> {
            Promotion promotion = promotions.add(request.terms(), caller.userId());
            return Answer.created("/api/v1/coupons/" + promotion.id(), CouponResponse.of(promotion));
        }).toResponse();
    }

    @GetMapping("/{id}")
    @Operation(summary = "One coupon", description = "Its ETag is what an edit sends as If-Match.")
    ResponseEntity<CouponResponse> coupon(@PathVariable UUID id) {
        return answer(promotions.find(id));
    }

    @PutMapping("/{id}")
    @Operation(summary = "Replace the terms of a coupon", description = "For orders from now on; those that were placed keep what they got. To end it, let validUntil be now.")
    ResponseEntity<CouponResponse> replace(@PathVariable UUID id, @RequestBody @Valid CouponRequest request,
            @Nullable IfMatch ifMatch, Caller caller) {
        IfMatch seen = IfMatch.required(ifMatch);
        return answer(promotions.replace(id, version -> seen.holds(String.valueOf(version)::equals), request.terms(),
                caller.userId()));
    }

    private static ResponseEntity<CouponResponse> answer(Promotion promotion) {
        return ResponseEntity.ok().eTag("\"" + promotion.version() + "\"").cacheControl(CacheControl.noStore())
                .body(CouponResponse.of(promotion));
    }

    private static Amount amountOf(Money money) {
        return new Amount(money.amount(), money.currency().getCurrencyCode());
    }
}
