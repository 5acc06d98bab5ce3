package dev.souk.inventory.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import dev.souk.common.web.test.TestTokens;
import dev.souk.inventory.InventoryServiceTest;
import dev.souk.inventory.fulfilment.FulfilmentService;
import dev.souk.inventory.fulfilment.OrderFact;
import dev.souk.inventory.fulfilment.OrderId;
import dev.souk.inventory.fulfilment.OrderLine;
import dev.souk.inventory.fulfilment.ShipmentService;
import dev.souk.inventory.stock.Sku;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@InventoryServiceTest
class InventoryApiTests {

    private static final Instant EXPIRY = Instant.parse("2026-03-01T12:30:00Z");
    private static final List<String> NO_SKUS = List.of("a\u0085b", " ", "A B", "A,B", "A~1", "-A", "x".repeat(65));

    private final MockMvcTester mvc;
    private final FulfilmentService fulfilment;
    private final ShipmentService shipments;
    private final JdbcClient jdbc;
    private final String operator = TestTokens.operator().bearer();
    private final UUID shopperId = UUID.randomUUID();
    private final String shopper = TestTokens.shopper(shopperId).bearer();
    private final String sku = "A-" + UUID.randomUUID();

    @Autowired
    InventoryApiTests(MockMvcTester mvc, FulfilmentService fulfilment, ShipmentService shipments,
            JdbcClient jdbc) {
        this.mvc = mvc;
        this.jdbc = jdbc;
        this.fulfilment = fulfilment;
        this.shipments = shipments;
    }

    @BeforeEach
    void supplyFive() {
        assertThat(supplies(operator, supply("delivery " + sku, sku, 5))).hasStatusOk().bodyJson()
                .isLenientlyEqualTo("{\"applied\": 1, \"repeated\": 0}");
    }

    @Test
    void everybodySeesWhatIsAvailableAndNothingElse() {
        assertThat(mvc.get().uri("/api/v1/inventory/{sku}", sku)).hasStatusOk().bodyJson()
                .isStrictlyEqualTo("{\"sku\": \"%s\", \"available\": 5}".formatted(sku));
        assertThat(get("/api/v1/inventory/" + sku, shopper)).bodyJson().doesNotHavePath("$.supplied");
    }

    @Test
    void operatorsSeeEverything() {
        assertThat(get("/api/v1/inventory/" + sku, operator)).hasStatusOk().bodyJson().isStrictlyEqualTo("""
                {"sku": "%s", "available": 5, "onHand": 5, "reserved": 0, "sold": 0, "supplied": 5,
                 "warehouses": [{"warehouse": "MAIN", "available": 5, "onHand": 5, "reserved": 0, "sold": 0,
                                 "supplied": 5}]}""".formatted(sku));
    }

    @Test
    void anUnknownSkuIsNotFound() {
        assertThat(mvc.get().uri("/api/v1/inventory/nothing-like-this")).hasStatus(404)
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @Test
    void aRepeatedDeliveryChangesNothing() {
        assertThat(supplies(operator, supply("delivery " + sku, sku, 5))).bodyJson()
                .isLenientlyEqualTo("{\"applied\": 0, \"repeated\": 1}");
        assertThat(get("/api/v1/inventory/" + sku, operator)).bodyJson().extractingPath("$.supplied").isEqualTo(5);
    }

    @Test
    void onlyOperatorsSupply() {
        var body = supply("mine", sku, 1);

        assertThat(supplies(shopper, body)).hasStatus(403);
        assertThat(mvc.post().uri("/api/v1/inventory/supplies").contentType(MediaType.APPLICATION_JSON).content(body))
                .hasStatus(401);
        assertThat(adjust(shopper, "{\"quantity\": 1, \"reason\": \"mine\"}")).hasStatus(403);
        assertThat(get("/api/v1/inventory?belowThreshold=3", shopper)).hasStatus(403);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{}|/reference,/items",
            "{'reference': '', 'items': [{'sku': 'A', 'quantity': 1}]}|/reference",
            "{'reference': 'a\\u0000b', 'items': [{'sku': 'A', 'quantity': 1}]}|/reference",
            "{'reference': 'r', 'items': []}|/items",
            "{'reference': 'r', 'items': [null]}|/items/0",
            "{'reference': 'r', 'items': [{'sku': 'A', 'quantity': -1}]}|/items/0/quantity",
            "{'reference': 'r', 'items': [{'sku': 'A', 'quantity': 1000000000}]}|/items/0/quantity",
            "{'reference': 'r', 'items': [{'sku': 'A', 'quantity': 1e30}]}|/items/0/quantity",
            "{'reference': 'r', 'items': [{'sku': 'A', 'quantity': 99999999999999999999}]}|/items/0/quantity",
            "{'reference': 'r', 'items': [{'sku': 'A', 'quantity': 1}, {'sku': '', 'quantity': 1}]}|/items/1/sku",
            "{'reference': 'r', 'items': [{'sku': 'a\\nb', 'quantity': 1}]}|/items/0/sku",
            "{'reference': 'r', 'items': [{'sku': '\\ud800', 'quantity': 1}]}|/items/0/sku",
            "{'reference': 'r', 'items': [{'sku': 'A B/1', 'quantity': 1}]}|/items/0/sku",
            "{'reference': 'r', 'items': [{'sku': 'A', 'quantity': 1}, {'sku': 'A', 'quantity': 1}]}|/items/1/sku",
            "{'reference': 'r', 'items': [{'sku': 'A', 'quantity': 1, 'price': 1}]}|/items/0/price"})
    void aBadSupplyIsRefusedAndSaysWhere(String body, String pointers) {
        assertThat(pointersOf(supplies(operator, body.replace('\'', '"'))))
                .containsExactlyInAnyOrder(pointers.split(","));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{", "null", ""})
    void whatIsNoSupplyIsRefused(String body) {
        assertThat(supplies(operator, body)).hasStatus(400).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @Test
    void stockIsCorrectedWithAReason() {
        assertThat(adjust(operator, "{\"quantity\": -2, \"reason\": \"broken\"}")).hasStatusOk().bodyJson()
                .extractingPath("$.available").isEqualTo(3);
        assertThat(adjust(operator, "{\"quantity\": -4, \"reason\": \"broken\"}")).hasStatus(422);
        assertThat(get("/api/v1/inventory/" + sku, operator)).bodyJson().extractingPath("$.available").isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{'quantity': 1}|/reason",
            "{'quantity': 1, 'reason': ' '}|/reason",
            "{'quantity': 1, 'reason': 'a\\u0000b'}|/reason",
            "{'quantity': 1, 'reason': 'a\\nb'}|/reason",
            "{'reason': 'typo'}|/quantity",
            "{'quantity': 1000000000, 'reason': 'typo'}|/quantity",
            "{'quantity': -9223372036854775808, 'reason': 'typo'}|/quantity",
            "{'quantity': 1.5, 'reason': 'typo'}|/quantity",
            "{'quantity': '1', 'reason': 'typo'}|/quantity",
            "{'quantity': 0, 'reason': 'typo'}|/quantity",
            "{'quantity': 1, 'reason': 'THEFT'}|/quantity",
            "{'quantity': -1, 'reason': 'DELIVERY'}|/quantity",
            "{'quantity': 1, 'reason': 'COUNT', 'note': 'a\\nb'}|/note",
            "{'quantity': 1, 'reason': 'COUNT', 'warehouse': 'main'}|/warehouse",
            "{'quantity': 1, 'reason': 'typo', 'supplied': 9}|/supplied"})
    void aBadCorrectionIsRefusedAndSaysWhere(String body, String pointer) {
        assertThat(pointersOf(adjust(operator, body.replace('\'', '"')))).containsExactly(pointer);
        assertThat(get("/api/v1/inventory/" + sku, operator)).bodyJson().extractingPath("$.available").isEqualTo(5);
    }

    @Test
    void whatWasSuppliedIsListedWithItsReasonTheNewestFirst() {
        adjust(operator, "{\"quantity\": -2, \"reason\": \"DAMAGE\", \"note\": \"wet\"}");
        adjust(operator, "{\"quantity\": 1, \"reason\": \"found one\"}");

        var first = get("/api/v1/inventory/" + sku + "/supplies?size=2", operator);
        assertThat(first).hasStatusOk().bodyJson().isLenientlyEqualTo("""
                {"items": [{"quantity": 1, "reason": "OTHER", "note": "found one", "warehouse": "MAIN"},
                           {"quantity": -2, "reason": "DAMAGE", "note": "wet"}]}""");
        assertThat(get("/api/v1/inventory/" + sku + "/supplies?size=2&cursor="
                + json(first).at("/nextCursor").asString(), operator)).bodyJson().isLenientlyEqualTo("""
                        {"items": [{"quantity": 5, "reason": "DELIVERY", "reference": "delivery %s"}],
                         "nextCursor": null}""".formatted(sku));
        assertThat(get("/api/v1/inventory/" + sku + "/supplies", shopper)).hasStatus(403);
        assertThat(get("/api/v1/inventory/nothing-like-this/supplies", operator)).hasStatus(404);
    }

    @Test
    void goodsLieInTheWarehouseThatTheirSupplyNames() {
        var code = open("Northern warehouse");

        assertThat(adjust(operator, "{\"quantity\": 2, \"reason\": \"COUNT\", \"warehouse\": \"%s\"}".formatted(code)))
                .hasStatusOk();
        assertThat(supplies(operator, """
                {"reference": "to %1$s", "warehouse": "%1$s", "items": [{"sku": "%2$s", "quantity": 3}]}"""
                .formatted(code, sku))).hasStatusOk();

        assertThat(get("/api/v1/inventory/" + sku, operator)).bodyJson().isLenientlyEqualTo("""
                {"available": 10, "warehouses": [{"warehouse": "MAIN", "available": 5},
                                                 {"warehouse": "%s", "available": 5}]}""".formatted(code));
        assertThat(adjust(operator, "{\"quantity\": 2, \"reason\": \"COUNT\", \"warehouse\": \"NOWHERE\"}"))
                .hasStatus(422).bodyJson().extractingPath("$.type")
                .isEqualTo("https://souk.dev/problems/unknown-warehouse");
    }

    @Test
    void warehousesAreOpenedOnceAndRenamed() {
        var code = open("Western warehouse");
        assertThat(post("/api/v1/warehouses", operator, "{\"code\": \"%s\", \"name\": \"Another\"}".formatted(code)))
                .hasStatus(409);

        assertThat(mvc.put().uri("/api/v1/warehouses/{code}", code).header("Authorization", operator)
                .contentType(MediaType.APPLICATION_JSON).content("{\"name\": \"Far west\"}")).hasStatusOk();
        assertThat(get("/api/v1/warehouses?size=100", operator)).bodyJson()
                .extractingPath("$.items[?(@.code == '%s')].name".formatted(code)).asArray()
                .containsExactly("Far west");
        assertThat(mvc.put().uri("/api/v1/warehouses/NOWHERE").header("Authorization", operator)
                .contentType(MediaType.APPLICATION_JSON).content("{\"name\": \"Far west\"}")).hasStatus(404);
        assertThat(pointersOf(post("/api/v1/warehouses", operator, "{\"code\": \"a b\", \"name\": \" \"}")))
                .containsExactlyInAnyOrder("/code", "/name");
        assertThat(get("/api/v1/warehouses", shopper)).hasStatus(403);
        assertThat(post("/api/v1/warehouses", shopper, "{\"code\": \"MINE\", \"name\": \"Mine\"}")).hasStatus(403);
    }

    @Test
    void anOrderInTwoParcelsIsDeliveredWithTheLast() {
        var code = open("Eastern warehouse");
        supplies(operator, """
                {"reference": "to %1$s", "warehouse": "%1$s", "items": [{"sku": "%2$s", "quantity": 3}]}"""
                .formatted(code, sku));
        var order = paidOrder(7);
        var shipments = json(get("/api/v1/orders/" + order + "/shipments", operator)).path("items");
        assertThat(shipments.valueStream().map(parcel -> parcel.at("/lines/0/quantity").asInt()))
                .containsExactlyInAnyOrder(5, 2);

        for (JsonNode parcel : shipments) {
            var path = "/api/v1/shipments/" + parcel.path("id").asString();
            assertThat(post(path + "/dispatch", operator)).hasStatusOk();
            assertThat(post(path + "/deliver", operator)).hasStatusOk();
        }

        assertThat(jdbc.sql("""
                SELECT CAST(CAST(payload AS json) ->> 'remaining' AS int) FROM outbox
                WHERE key = :order AND type = 'ShipmentDelivered' ORDER BY id""").param("order", order.toString())
                .query(Integer.class).list()).containsExactly(1, 0);
    }

    @Test
    void manySkusAreReadAtOnceByEverybody() {
        supplies(operator, supply("other " + sku, sku + "-b", 2));

        assertThat(mvc.get().uri("/api/v1/inventory?sku={a}&sku={b}&sku={c}", sku, sku + "-b", "nothing-like-this"))
                .hasStatusOk().bodyJson().isStrictlyEqualTo("""
                        {"items": [{"sku": "%1$s", "available": 5}, {"sku": "%1$s-b", "available": 2}],
                         "nextCursor": null}""".formatted(sku));
        assertThat(mvc.get().uri("/api/v1/inventory?" + "sku=x&".repeat(101))).hasStatus(400);
        assertThat(mvc.get().uri("/api/v1/inventory?sku={sku}", "a\nb")).hasStatus(400);
        assertThat(mvc.get().uri("/api/v1/inventory?sku=")).hasStatus(400);
        assertThat(mvc.get().uri("/api/v1/inventory?belowThreshold=5")).as("for operators").hasStatus(401);
        assertThat(mvc.get().uri("/api/v1/inventory?runningLow=true")).as("for operators").hasStatus(401);
    }

    @Test
    void operatorsSetFromWhenOnASkuRunsLow() {
        assertThat(threshold(operator, "{\"threshold\": 6}")).hasStatusOk().bodyJson().extractingPath("$.threshold")
                .isEqualTo(6);
        assertThat(lowSkus()).contains(sku);
        assertThat(threshold(operator, "{\"threshold\": 0}")).hasStatusOk().bodyJson()
                .doesNotHavePath("$.threshold");
        assertThat(lowSkus()).doesNotContain(sku);

        assertThat(threshold(shopper, "{\"threshold\": 1}")).hasStatus(403);
        for (String bad : List.of("-1", "1000001", "1e30", "1.5", "null")) {
            assertThat(pointersOf(threshold(operator, "{\"threshold\": %s}".formatted(bad))))
                    .containsExactly("/threshold");
        }
        assertThat(get("/api/v1/inventory?runningLow=false", operator)).hasStatus(400);
    }

    private List<String> lowSkus() {
        var low = new ArrayList<String>();
        var next = "";
        do {
            var page = json(get("/api/v1/inventory?runningLow=true&size=100" + next, operator));
            page.path("items").forEach(item -> low.add(item.path("sku").asString()));
            next = page.path("nextCursor").isNull() ? "" : "&cursor=" + page.path("nextCursor").asString();
        } while (!next.isEmpty());
        return low;
    }

    private MvcTestResult threshold(String token, String body) {
        return mvc.put().uri("/api/v1/inventory/{sku}/threshold", sku).header("Authorization", token)
                .contentType(MediaType.APPLICATION_JSON).content(body).exchange();
    }

    private String open(String name) {
        var code = "W" + UUID.randomUUID().toString().substring(0, 18).toUpperCase(Locale.ROOT);
        var opened = post("/api/v1/warehouses", operator, "{\"code\": \"%s\", \"name\": \"%s\"}".formatted(code, name));
        assertThat(opened).hasStatus(201).hasHeader("Location", "/api/v1/warehouses/" + code);
        return code;
    }

    private MvcTestResult post(String uri, String token, String body) {
        return mvc.post().uri(uri).header("Authorization", token)
                .header("Idempotency-Key", UUID.randomUUID().toString()).contentType(MediaType.APPLICATION_JSON)
                .content(body).exchange();
    }

    @Test
    void aCorrectionWithoutAnIdempotencyKeyIsRefused() {
        assertThat(adjust(operator, null, "{\"quantity\": 2, \"reason\": \"found\"}")).hasStatus(400).bodyJson()
                .extractingPath("$.type").isEqualTo("https://souk.dev/problems/invalid-idempotency-key");
        assertThat(get("/api/v1/inventory/" + sku, operator)).bodyJson().extractingPath("$.available").isEqualTo(5);
    }

    @Test
    void aCorrectionIsMadeOnceForOneKey() {
        var key = UUID.randomUUID().toString();
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThat(adjust(operator, key, "{\"quantity\": 2, \"reason\": \"found\"}")).hasStatusOk().bodyJson()
                    .extractingPath("$.available").isEqualTo(7);
        }
        assertThat(adjust(operator, key, "{\"quantity\": 3, \"reason\": \"found\"}")).hasStatus(422);
        assertThat(get("/api/v1/inventory/" + sku, operator)).bodyJson().extractingPath("$.available").isEqualTo(7);
    }

    @Test
    void aCorrectionThatArrivesManyTimesAtOnceIsMadeOnce() throws Exception {
        var key = UUID.randomUUID().toString();
        var attempts = Collections.nCopies(8, (Callable<Integer>) () -> adjust(operator, key,
                "{\"quantity\": 2, \"reason\": \"found\"}").getResponse().getStatus());

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> status : threads.invokeAll(attempts)) {
                assertThat(status.get()).as("done, or in flight").isIn(200, 409);
            }
        }
        assertThat(get("/api/v1/inventory/" + sku, operator)).bodyJson().extractingPath("$.available").isEqualTo(7);
    }

    @Test
    void lowStockIsListedPageByPage() {
        var prefix = "0" + UUID.randomUUID();
        supplies(operator, """
                {"reference": "%1$s", "items": [{"sku": "%1$s-a", "quantity": 0}, {"sku": "%1$s-b", "quantity": 1},
                    {"sku": "%1$s-c", "quantity": 9}]}""".formatted(prefix));

        var page = json(get("/api/v1/inventory?belowThreshold=2&size=1", operator));
        assertThat(page.at("/items/0/available").asLong()).isLessThan(2);
        var next = json(
                get("/api/v1/inventory?belowThreshold=2&size=1&cursor=" + page.at("/nextCursor").asString(), operator));
        assertThat(next.at("/items/0/sku").asString()).isGreaterThan(page.at("/items/0/sku").asString());
    }

    @ParameterizedTest
    @CsvSource({"'', belowThreshold", "belowThreshold=-1, belowThreshold", "belowThreshold=x, belowThreshold",
            "belowThreshold=1000000000000, belowThreshold", "belowThreshold=2&size=0, size",
            "belowThreshold=2&size=1000000000, size", "belowThreshold=2&cursor=forged, cursor"})
    void aListThatCannotBeIsRefusedAndSaysWhy(String query, String named) {
        var refused = get("/api/v1/inventory?" + query, operator);

        assertThat(refused).hasStatus(400).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(json(refused).toString()).contains(named);
    }

    @ParameterizedTest
    @FieldSource("NO_SKUS")
    void whatIsNoSkuIsRefused(String path) {
        assertThat(pointersOf(mvc.get().uri("/api/v1/inventory/{sku}", path).exchange())).containsExactly("sku");
        assertThat(pointersOf(supplies(operator,
                "{\"reference\": \"r\", \"items\": [{\"sku\": \"" + path + "\", \"quantity\": 1}]}")))
                .containsExactly("/items/0/sku");
    }

    @Test
    void theOwnerAndOperatorsSeeTheShipments() {
        var order = confirmedOrder();

        assertThat(get("/api/v1/orders/" + order + "/shipments", shopper)).hasStatusOk().bodyJson()
                .isLenientlyEqualTo("""
                        {"items": [{"orderId": "%s", "warehouse": "MAIN", "status": "PREPARING",
                                    "lines": [{"sku": "%s", "quantity": 2}]}], "nextCursor": null}""".formatted(order,
                        sku));
        assertThat(get("/api/v1/orders/" + order + "/shipments", operator)).hasStatusOk();
    }

    @Test
    void anotherShoppersOrderIsNotThere() {
        var order = confirmedOrder();
        var stranger = TestTokens.shopper(UUID.randomUUID()).bearer();

        assertThat(get("/api/v1/orders/" + order + "/shipments", stranger)).hasStatus(404)
                .hasHeader("Retry-After", "1");
        assertThat(get("/api/v1/orders/" + UUID.randomUUID() + "/shipments", operator)).as("or not yet")
                .hasStatus(404).hasHeader("Retry-After", "1");
        assertThat(mvc.get().uri("/api/v1/orders/{order}/shipments", order)).hasStatus(401);
    }

    @Test
    void theOwnerOfAnOrderThatEndedBeforeItCameSeesThatItHasNoParcels() {
        var order = UUID.randomUUID();
        fulfilment.take(List.of(new OrderFact.Cancelled(new OrderId(order))));
        fulfilment.take(List.of(created(new OrderId(order), 1)));

        assertThat(get("/api/v1/orders/" + order + "/shipments", shopper)).hasStatusOk().bodyJson()
                .extractingPath("$.items").asArray().isEmpty();
        assertThat(get("/api/v1/orders/" + order + "/shipments", TestTokens.shopper(UUID.randomUUID()).bearer()))
                .hasStatus(404);
    }

    @Test
    void whoDispatchedAndDeliveredIsWrittenDownForOperators() {
        var order = paidOrder(2);
        var shipment = shipmentOf(order);
        var ann = UUID.randomUUID();
        var ben = UUID.randomUUID();
        var dispatch = "/api/v1/shipments/" + shipment + "/dispatch";

        assertThat(post(dispatch, TestTokens.person(ann, "OPERATOR").bearer())).hasStatusOk();
        assertThat(post(dispatch, operator)).as("again changes nothing").hasStatusOk();
        assertThat(post("/api/v1/shipments/" + shipment + "/deliver", TestTokens.person(ben, "OPERATOR").bearer()))
                .hasStatusOk();

        assertThat(get("/api/v1/orders/" + order + "/shipments", operator)).bodyJson().isLenientlyEqualTo(
                "{\"items\": [{\"dispatchedBy\": \"%s\", \"deliveredBy\": \"%s\"}]}".formatted(ann, ben));
        assertThat(get("/api/v1/orders/" + order + "/shipments", shopper)).bodyJson()
                .doesNotHavePath("$.items[0].dispatchedBy").doesNotHavePath("$.items[0].deliveredBy")
                .extractingPath("$.items[0].status").isEqualTo("DELIVERED");
    }

    @Test
    void anOperatorDispatchesAndDelivers() {
        var shipment = shipmentOf(paidOrder(2));

        assertThat(post("/api/v1/shipments/" + shipment + "/deliver", operator)).hasStatus(409);
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThat(mvc.post().uri("/api/v1/shipments/{id}/dispatch", shipment).header("Authorization", operator)
                    .contentType(MediaType.APPLICATION_JSON)
                    .content("{\"carrier\": \"Post\", \"trackingNumber\": \"P1\"}")).hasStatusOk().bodyJson()
                    .isLenientlyEqualTo(
                            "{\"status\": \"DISPATCHED\", \"carrier\": \"Post\", \"trackingNumber\": \"P1\"}");
        }
        assertThat(post("/api/v1/shipments/" + shipment + "/deliver", operator)).hasStatusOk().bodyJson()
                .extractingPath("$.status").isEqualTo("DELIVERED");
        assertThat(post("/api/v1/shipments/" + shipment + "/dispatch", operator)).hasStatus(409);
    }

    @Test
    void whatIsNotPaidDoesNotLeave() {
        var order = confirmedOrder();
        var dispatch = "/api/v1/shipments/" + shipmentOf(order) + "/dispatch";

        var refused = post(dispatch, operator);

        assertThat(refused).hasStatus(409).hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
                .containsHeader("Retry-After")
                .bodyJson().extractingPath("$.type").asString().endsWith("/payment-not-captured");
        assertThat(json(get("/api/v1/orders/" + order + "/shipments", operator)).at("/items/0/status").asString())
                .isEqualTo("PREPARING");

        shipments.captured(new OrderId(order));

        assertThat(post(dispatch, operator)).hasStatusOk();
    }

    @Test
    void aDispatchWaitsForACaptureThatIsOnItsWay() throws Exception {
        var order = confirmedOrder();

        assertThat(dispatchAndMeanwhile(order, () -> shipments.captured(new OrderId(order)))).hasStatusOk();
    }

    @Test
    void aDispatchThatWaitsKeepsNobodyFromCancelling() throws Exception {
        var order = confirmedOrder();

        assertThat(dispatchAndMeanwhile(order,
                () -> fulfilment.take(List.of(new OrderFact.CancellationRequested(new OrderId(order))))))
                .hasStatus(409).bodyJson().extractingPath("$.type").asString().endsWith("/shipment-state");
    }

    /** What the dispatch is answered after something has happened while it waits. */
    private MvcTestResult dispatchAndMeanwhile(UUID order, Runnable meanwhile) throws Exception {
        var parcel = shipmentOf(order);
        var before = lockerOf(order);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answer = threads.submit(() -> post("/api/v1/shipments/" + parcel + "/dispatch", operator));
            await().until(() -> !lockerOf(order).equals(before));
            meanwhile.run();
            return answer.get();
        }
    }

    /** The transaction that was the last to lock the order's row: a look at the order leaves its trace there. */
    private String lockerOf(UUID order) {
        return jdbc.sql("SELECT xmax FROM reservation WHERE order_id = :id").param("id", order).query(String.class)
                .single();
    }

    @Test
    void onlyOperatorsDispatchAndDeliver() {
        var shipment = shipmentOf(confirmedOrder());

        assertThat(post("/api/v1/shipments/" + shipment + "/dispatch", shopper)).hasStatus(403);
        assertThat(post("/api/v1/shipments/" + shipment + "/deliver", shopper)).hasStatus(403);
        assertThat(post("/api/v1/shipments/" + UUID.randomUUID() + "/dispatch", operator)).hasStatus(404);
        assertThat(pointersOf(post("/api/v1/shipments/no-uuid/dispatch", operator))).containsExactly("id");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{'carrier': 'a\\u0000b'}|/carrier",
            "{'trackingNumber': 'a\\nb'}|/trackingNumber",
            "{'status': 'DELIVERED'}|/status"})
    void aBadDispatchIsRefusedAndSaysWhere(String body, String pointer) {
        var shipment = shipmentOf(confirmedOrder());

        assertThat(pointersOf(mvc.post().uri("/api/v1/shipments/{id}/dispatch", shipment)
                .header("Authorization", operator).contentType(MediaType.APPLICATION_JSON)
                .content(body.replace('\'', '"')).exchange())).containsExactly(pointer);
        assertThat(post("/api/v1/shipments/" + shipment + "/deliver", operator)).as("still here").hasStatus(409);
    }

    private UUID confirmedOrder() {
        return confirmedOrder(2);
    }

    private UUID paidOrder(int pieces) {
        var order = confirmedOrder(pieces);
        shipments.captured(new OrderId(order));
        return order;
    }

    private UUID confirmedOrder(int pieces) {
        var order = new OrderId(UUID.randomUUID());
        fulfilment.take(List.of(created(order, pieces), new OrderFact.Confirmed(order)));
        return order.value();
    }

    private OrderFact created(OrderId order, int pieces) {
        return new OrderFact.Created(order, shopperId, List.of(new OrderLine(new Sku(sku), pieces)), EXPIRY);
    }

    private String shipmentOf(UUID order) {
        return json(get("/api/v1/orders/" + order + "/shipments", operator)).at("/items/0/id").asString();
    }

    private static String supply(String reference, String sku, int quantity) {
        return "{\"reference\": \"%s\", \"items\": [{\"sku\": \"%s\", \"quantity\": %d}]}".formatted(reference, sku,
                quantity);
    }

    private MvcTestResult supplies(String token, String body) {
        return mvc.post().uri("/api/v1/inventory/supplies").header("Authorization", token)
                .contentType(MediaType.APPLICATION_JSON).content(body).exchange();
    }

    private MvcTestResult adjust(String token, String body) {
        return adjust(token, UUID.randomUUID().toString(), body);
    }

    private MvcTestResult adjust(String token, @Nullable String key, String body) {
        var request = mvc.put().uri("/api/v1/inventory/{sku}/supply", sku).header("Authorization", token)
                .contentType(MediaType.APPLICATION_JSON).content(body);
        return (key == null ? request : request.header("Idempotency-Key", key)).exchange();
    }

    /** What the refusal of a request names as wrong. */
    private static List<String> pointersOf(MvcTestResult refused) {
        assertThat(refused).hasStatus(400).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return json(refused).path("errors").valueStream().map(error -> error.path("pointer").asString()).toList();
    }

    private MvcTestResult get(String uri, String token) {
        return mvc.get().uri(uri).header("Authorization", token).exchange();
    }

    private MvcTestResult post(String uri, String token) {
        return mvc.post().uri(uri).header("Authorization", token).exchange();
    }

    private static JsonNode json(MvcTestResult result) {
        return JsonMapper.shared().readTree(result.getResponse().getContentAsByteArray());
    }
}
