package dev.souk.order.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.verifyNoInteractions;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.http.MediaType;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import dev.souk.common.money.Money;
import dev.souk.common.web.idempotency.Answer;
import dev.souk.common.web.idempotency.IdempotentRequests;
import dev.souk.common.web.test.TestTokens;
import dev.souk.common.web.test.WithTestTokens;
import dev.souk.order.cart.CartRefresh;
import dev.souk.order.cart.Carts;
import dev.souk.order.checkout.OrderAudit;
import dev.souk.order.checkout.OrderService;
import dev.souk.order.checkout.OrderWatch;
import dev.souk.order.checkout.PersonalData;
import dev.souk.order.flashsale.FlashSaleService;
import dev.souk.order.invoice.InvoiceService;
import dev.souk.order.overview.OverviewService;
import dev.souk.order.pricing.Pricing;
import dev.souk.order.promotion.PromotionService;
import dev.souk.order.returns.ReturnService;

/** The web edge alone: what is refused before any rule is asked, and how. */
@SpringBootTest
@AutoConfigureMockMvc
@WithTestTokens
class OrderRequestTests {

    /** The adapters of the web, and none of the engines that the rest of the service needs. */
    @SpringBootConfiguration
    @EnableAutoConfiguration(excludeName = {
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
            "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration",
            "dev.souk.common.messaging.MessagingAutoConfiguration",
            "dev.souk.common.redis.RedisAutoConfiguration",
            "dev.souk.common.storage.StorageAutoConfiguration"})
    @ComponentScan("dev.souk.order.web")
    static class WebEdge {
    }

    private static final String ADDRESS = "0195a000-0000-7000-8000-0000000000aa";

    @Autowired
    private MockMvcTester mvc;

    @MockitoBean
    private OrderPlacement placement;

    @MockitoBean
    private OrderDrafts drafts;

    @MockitoBean
    private OrderService orders;

    @MockitoBean
    private OrderWatch watch;

    @MockitoBean
    private OrderAudit audit;

    @MockitoBean
    private PersonalData personalData;

    @MockitoBean
    private ReturnService returns;

    @MockitoBean
    private InvoiceService invoices;

    @MockitoBean
    private OverviewService overview;

    @MockitoBean
    private FlashSaleService flashSales;

    @MockitoBean
    private Carts carts;

    @MockitoBean
    private CartRefresh refresh;

    @MockitoBean
    private Pricing pricing;

    @MockitoBean
    private PromotionService promotions;

    @MockitoBean
    private IdempotentRequests requests;

    private final TestTokens.Token token = TestTokens.shopper(UUID.randomUUID());

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', nullValues = "-", textBlock = """
            a quantity of nothing       | "sku": "A", "quantity": 0                   | /items/0/quantity
            a negative quantity         | "sku": "A", "quantity": -1                  | /items/0/quantity
            a billion                   | "sku": "A", "quantity": 1000000000          | /items/0/quantity
            half a piece                | "sku": "A", "quantity": 1.5                 | quantity
            a quantity as text          | "sku": "A", "quantity": "1"                 | quantity
            no quantity                 | "sku": "A"                                  | /items/0/quantity
            quantity null               | "sku": "A", "quantity": null                | /items/0/quantity
            a price                     | "sku": "A", "quantity": 1, "price": 1       | price
            a unit price                | "sku": "A", "quantity": 1, "unitPrice": {"amount": 1, "currency": "USD"} | unitPrice
            no SKU                      | "quantity": 1                               | /items/0/sku
            a SKU of spaces             | "sku": "   ", "quantity": 1                 | /items/0/sku
            a SKU nobody can supply     | "sku": "A~1", "quantity": 1                 | /items/0/sku
            a SKU that is a path        | "sku": "../../etc", "quantity": 1           | /items/0/sku
            """)
    void anItemThatCannotBeIsRefusedByItsName(String what, String item, String named) {
        refused(400, named, "{\"addressId\": \"" + ADDRESS + "\", \"items\": [{" + item + "}]}");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            nothing                 | {}                                                                  | /addressId
            no UUID                 | {"addressId": "home"}                                               | addressId
            an unknown field        | {"addressId": "0195a000-0000-7000-8000-0000000000aa", "total": 1}   | total
            no items                | {"addressId": "0195a000-0000-7000-8000-0000000000aa", "items": []}  | /items
            items null in a list    | {"addressId": "0195a000-0000-7000-8000-0000000000aa", "items": [null]} | /items
            a method without token  | {"addressId": "0195a000-0000-7000-8000-0000000000aa", "paymentMethod": {}} | /paymentMethod/token
            an empty token          | {"addressId": "0195a000-0000-7000-8000-0000000000aa", "paymentMethod": {"token": ""}} | /paymentMethod/token
            a card as a token       | {"addressId": "0195a000-0000-7000-8000-0000000000aa", "paymentMethod": {"token": "4111111111111111"}} | /paymentMethod/token
            an empty coupon code    | {"addressId": "0195a000-0000-7000-8000-0000000000aa", "couponCode": ""} | /couponCode
            a negative expectation  | {"addressId": "0195a000-0000-7000-8000-0000000000aa", "expectedTotal": {"amount": -1, "currency": "USD"}} | /expectedTotal/amount
            a too large expectation | {"addressId": "0195a000-0000-7000-8000-0000000000aa", "expectedTotal": {"amount": 9223372036854775808, "currency": "USD"}} | amount
            an unknown currency     | {"addressId": "0195a000-0000-7000-8000-0000000000aa", "expectedTotal": {"amount": 1, "currency": "QQQ"}} | /expectedTotal/currencyKnown
            a card number           | {"addressId": "0195a000-0000-7000-8000-0000000000aa", "paymentMethod": {"token": "t", "cardNumber": "4111"}} | cardNumber
            """)
    void aRequestThatCannotBeIsRefusedByWhatIsWrong(String what, String body, String named) {
        refused(400, named, body);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"addressId": ~
            []
            null
            "order"
            {"addressId": "0195a000-0000-7000-8000-0000000000aa", "items": [{"sku": "A", "quantity": 99999999999999999999}]}
            {"addressId": "0195a000-0000-7000-8000-0000000000aa", "items": [{"sku": "A", "quantity": 1, "quantity": 2}]}
            """)
    void whatIsNoRequestIsRefused(String body) {
        refused(400, "", body);
    }

    @Test
    void fiftyOneLinesAreTooMany() {
        String items = IntStream.range(0, 51).mapToObj(n -> "{\"sku\": \"S" + n + "\", \"quantity\": 1}")
                .collect(Collectors.joining(","));

        refused(400, "/items", "{\"addressId\": \"" + ADDRESS + "\", \"items\": [" + items + "]}");
    }

    @Test
    void twoMegabytesAreTooMuch() {
        refused(413, "", "{\"addressId\": \"" + ADDRESS + "\", \"couponCode\": \"" + "x".repeat(2_000_000) + "\"}");
    }

    @Test
    void noTokenOrAForgedOrAnExpiredOneIsNoShopper() {
        assertThat(mvc.post().uri("/api/v1/orders").contentType(MediaType.APPLICATION_JSON).content("{}").exchange())
                .hasStatus(401);
        for (TestTokens.Token bad : List.of(token.forged(), token.expired(), token.forAudience("other"))) {
            assertThat(post(bad, "{}")).hasStatus(401).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        }
        verifyNoInteractions(placement);
    }

    @Test
    void aGoodRequestIsAnsweredWithWhereTheOrderIs() {
        OrderResponse order = new OrderResponse(UUID.randomUUID(), PublicStatus.PENDING, false, null,
                Money.of(1, "USD"), List.of(), List.of(), null, null, null, Instant.EPOCH, Instant.EPOCH,
                Instant.EPOCH);
        given(placement.place(any(), any(), any())).willReturn(Answer.created("/api/v1/orders/1", order));

        assertThat(post(token, "{\"addressId\": \"" + ADDRESS + "\"}")).hasStatus(201)
                .hasHeader("Location", "/api/v1/orders/1").bodyJson().isLenientlyEqualTo("""
                        {"status": "PENDING", "cancelling": false, "total": {"amount": 1, "currency": "USD"}}""")
                .doesNotHavePath("$.total.negative").doesNotHavePath("$.cancellationReason");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            0          | quantity
            -1         | quantity
            1001       | quantity
            1000000000 | quantity
            null       | quantity
            """)
    void aCartHoldsOneToAThousandPiecesOfASku(String quantity, String named) {
        MvcTestResult result = mvc.put().uri("/api/v1/cart/items/A").header("Authorization", token.bearer())
                .contentType(MediaType.APPLICATION_JSON).content("{\"quantity\": " + quantity + "}").exchange();

        assertThat(result).hasStatus(400).bodyText().contains(named);
        verifyNoInteractions(carts);
    }

    @Test
    void aCartIdThatCouldBeGuessedIsRefused() {
        for (String id : List.of("1", "not-a-uuid", ADDRESS, new UUID(0, 0).toString())) {
            assertThat(mvc.get().uri("/api/v1/cart").header("Cart-Id", id).exchange()).hasStatus(400);
        }
        verifyNoInteractions(carts);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            nothing off             | "benefit": {"kind": "PERCENT_OFF", "percent": 0}     | percent
            a negative percentage   | "benefit": {"kind": "PERCENT_OFF", "percent": -1}    | percent
            more than all           | "benefit": {"kind": "PERCENT_OFF", "percent": 100.1} | percent
            five decimals           | "benefit": {"kind": "PERCENT_OFF", "percent": 1.00001} | percent
            a percentage of nothing | "benefit": {"kind": "PERCENT_OFF"}                   | /benefit/complete
            two benefits            | "benefit": {"kind": "AMOUNT_OFF", "percent": 1, "amount": {"amount": 1, "currency": "USD"}} | /benefit/complete
            a negative amount       | "benefit": {"kind": "AMOUNT_OFF", "amount": {"amount": -1, "currency": "USD"}} | /benefit/amount/amount
            no such currency        | "benefit": {"kind": "AMOUNT_OFF", "amount": {"amount": 1, "currency": "usd"}} | /benefit/amount/currencyKnown
            nothing to buy          | "benefit": {"kind": "BUY_AND_GET", "buy": 0, "free": 1} | /benefit/buy
            no limit of nothing     | "benefit": {"kind": "FREE_SHIPPING"}, "maxRedemptions": 0 | maxRedemptions
            a SKU that is a path    | "benefit": {"kind": "PERCENT_OFF", "percent": 1}, "skus": ["../x"] | /skus
            no such field           | "benefit": {"kind": "FREE_SHIPPING"}, "redeemed": 0  | redeemed
            """)
    void aCouponThatCannotBeIsRefusedByWhatIsWrong(String what, String fields, String named) {
        MvcTestResult result = mvc.post().uri("/api/v1/coupons")
                .header("Authorization", TestTokens.operator().bearer()).header("Idempotency-Key", "key-1")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"name\": \"Spring\", \"validFrom\": \"2026-03-01T00:00:00Z\", " + fields + "}")
                .exchange();

        assertThat(result).hasStatus(400).bodyText().contains(named, "traceId");
        verifyNoInteractions(promotions, requests);
    }

    @Test
    void anOrderIdThatIsNoneIsRefused() {
        assertThat(mvc.get().uri("/api/v1/orders/1").header("Authorization", token.bearer()).exchange()).hasStatus(400);
        assertThat(mvc.get().uri("/api/v1/orders/" + ADDRESS + "/history?at=yesterday")
                .header("Authorization", token.bearer()).exchange()).hasStatus(400);
        assertThat(mvc.get().uri("/api/v1/orders/{id}/history?at={at}", ADDRESS, "+300000-01-01T00:00:00Z")
                .header("Authorization", token.bearer()).exchange()).hasStatus(400);
        verifyNoInteractions(orders);
    }

    @Test
    void pagesAreOneToAHundredLong() {
        for (String size : List.of("0", "101", "-1", "many")) {
            assertThat(mvc.get().uri("/api/v1/orders?size=" + size).header("Authorization", token.bearer()).exchange())
                    .hasStatus(400);
        }
    }

    private void refused(int status, String named, String body) {
        MvcTestResult result = post(token, body);

        assertThat(result).hasStatus(status).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(result).bodyText().contains(named, "traceId");
        verifyNoInteractions(placement);
    }

    private MvcTestResult post(TestTokens.Token caller, String body) {
        return mvc.post().uri("/api/v1/orders").header("Authorization", caller.bearer())
                .header("Idempotency-Key", "key-1").contentType(MediaType.APPLICATION_JSON).content(body).exchange();
    }
}
