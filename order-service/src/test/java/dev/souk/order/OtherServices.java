package dev.souk.order;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.DynamicPropertyRegistrar;
import org.springframework.transaction.support.TransactionOperations;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;

import dev.souk.common.messaging.IncomingMessage;
import dev.souk.common.messaging.Outbox;
import dev.souk.common.messaging.OutgoingMessage;
import dev.souk.common.messaging.Subscription;
import dev.souk.common.web.test.TestTokens;

/** What the others answer over HTTP, hear over Kafka and say there. */
@TestConfiguration(proxyBeanMethods = false)
class OtherServices {

    static final Duration SOON = Duration.ofSeconds(30);
    static final UUID ADDRESS = UUID.randomUUID();

    private static final WireMockServer HTTP = new WireMockServer(WireMockConfiguration.options().dynamicPort());

    private final Outbox outbox;
    private final TransactionOperations transaction;
    private final List<IncomingMessage> heard = new CopyOnWriteArrayList<>();
    private final Map<String, Long> available = new ConcurrentHashMap<>();

    OtherServices(Outbox outbox, TransactionOperations transaction) {
        this.outbox = outbox;
        this.transaction = transaction;
    }

    @Bean
    static DynamicPropertyRegistrar addresses() {
        HTTP.start();
        return properties -> {
            for (String service : List.of("product-service", "user-service", "inventory-service")) {
                properties.add("spring.cloud.discovery.client.simple.instances." + service + "[0].uri",
                        HTTP::baseUrl);
            }
        };
    }

    @Bean
    static ServiceClock serviceClock() {
        return new ServiceClock();
    }

    @Bean
    @Primary
    static Clock clockOfTests(ServiceClock clock) {
        return clock.withZone(ZoneOffset.UTC);
    }

    @Bean
    Subscription ears() {
        return Subscription.to("orders", "test").inBatches(heard::addAll).build();
    }

    /** Forgets what earlier tests said; a mug costs 19.99, tea 9.99, and that shopper has an address. */
    void answerAsUsual(TestTokens.Token shopper) {
        HTTP.resetAll();
        mugsCost(1_999);
        available("MUG-1", 100);
        available("TEA-7", 100);
        livesInBasel("Ada", shopper);
    }

    void available(String sku, long pieces) {
        available.put(sku, pieces);
        String items = available.entrySet().stream()
                .map(stock -> "{\"sku\": \"%s\", \"available\": %d}".formatted(stock.getKey(), stock.getValue()))
                .collect(Collectors.joining(", "));
        HTTP.stubFor(stock().willReturn(okJson("{\"items\": [" + items + "], \"nextCursor\": null}")));
    }

    void failToSayHowMuchThereIs() {
        HTTP.stubFor(stock().willReturn(aResponse().withStatus(503)));
    }

    /** What is asked for is not looked at: inventory's own tests do. */
    private static MappingBuilder stock() {
        return WireMock.get(urlPathEqualTo("/api/v1/inventory"));
    }

    void livesInBasel(String recipient, TestTokens.Token shopper) {
        HTTP.stubFor(WireMock.get(urlPathEqualTo("/api/v1/users/me/addresses/" + ADDRESS))
                .withHeader("Authorization", equalTo(shopper.bearer())).willReturn(okJson("""
                        {"id": "%s", "recipient": "%s", "line1": "1 Way", "city": "Basel", "postalCode": "4051",
                         "countryCode": "CH", "phone": "+41 61 555 01 01"}""".formatted(ADDRESS, recipient))));
    }

    void mugsCost(long amount) {
        HTTP.stubFor(variants().willReturn(shelf(amount)));
    }

    void sellNothing() {
        HTTP.stubFor(variants().willReturn(okJson("{\"items\": []}")));
    }

    void failToSayWhatThingsCost() {
        HTTP.stubFor(variants().willReturn(aResponse().withStatus(503)));
    }

    void failToSayWhatThingsCostAfterTheFirstTime() {
        HTTP.stubFor(variants().inScenario("outage").whenScenarioStateIs(STARTED).willSetStateTo("down")
                .willReturn(shelf(1_999)));
        HTTP.stubFor(variants().inScenario("outage").whenScenarioStateIs("down")
                .willReturn(aResponse().withStatus(503)));
    }

    private static MappingBuilder variants() {
        return WireMock.get(urlPathEqualTo("/api/v1/products/variants"));
    }

    private static ResponseDefinitionBuilder shelf(long amount) {
        return okJson(
                """
                        {"items": [{"sku": "MUG-1", "productId": "%s", "title": "Mug", "sellable": true,
                                    "price": {"amount": %d, "currency": "USD"}, "listPrice": {"amount": 1999, "currency": "USD"}},
                                   {"sku": "TEA-7", "productId": "%s", "title": "Tea", "sellable": true,
                                    "price": {"amount": 999, "currency": "USD"}},
                                   {"sku": "HOT-9", "productId": "%s", "title": "Pan", "sellable": true,
                                    "price": {"amount": 4999, "currency": "USD"}}]}"""
                        .formatted(UUID.randomUUID(), amount, UUID.randomUUID(), UUID.randomUUID()));
    }

    /** As another service does: through an outbox and Kafka. */
    void say(String topic, String key, String type, Map<String, Object> data) {
        transaction.executeWithoutResult(
                _ -> outbox.append(new OutgoingMessage(topic, key, type, "test/" + type + ".v1", data)));
    }

    void reserveStock(String order) {
        say("reservations", order, "StockReserved", Map.of("orderId", order));
    }

    void reservePayment(String order, long amount) {
        say("payments", order, "PaymentReserved",
                Map.of("paymentId", UUID.randomUUID(), "orderId", order, "amount", amount, "currency", "USD"));
    }

    /** @param type for example {@code ShipmentDispatched} */
    void ship(String order, String type) {
        say("shipments", order, type, Map.of("orderId", order));
    }

    /** @param remaining parcels that the shopper does not have yet */
    void deliver(String order, int remaining) {
        say("shipments", order, "ShipmentDelivered", Map.of("orderId", order, "remaining", remaining));
    }

    List<IncomingMessage> heardOf(String order) {
        return heard.stream().filter(message -> message.key().equals(order)).toList();
    }

    void awaitHeard(String order, String... types) {
        await().atMost(SOON).untilAsserted(
                () -> assertThat(heardOf(order).stream().map(IncomingMessage::type)).containsExactly(types));
    }
}
