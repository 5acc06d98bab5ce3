package dev.souk.order;

import static dev.souk.order.Client.mugs;
import static dev.souk.order.Client.newKey;
import static dev.souk.order.OtherServices.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.souk.common.web.test.TestTokens;
import tools.jackson.databind.JsonNode;

/** The documents of orders that were paid. */
@RunningOrderService
class InvoiceTests {

    private final OtherServices others;
    private final JdbcClient jdbc;
    private final TestTokens.Token token = TestTokens.shopper(UUID.randomUUID());
    private final Client shopper;
    private final Client stranger;
    private final Client operator;

    @Autowired
    InvoiceTests(OtherServices others, JdbcClient jdbc, @LocalServerPort int port) {
        this.others = others;
        this.jdbc = jdbc;
        this.shopper = new Client(port, token);
        this.stranger = new Client(port, TestTokens.shopper(UUID.randomUUID()));
        this.operator = new Client(port, TestTokens.operator());
    }

    @BeforeEach
    void othersAnswer() {
        others.answerAsUsual(token);
    }

    @Test
    void aPaidOrderHasAnInvoiceForItsOwnerAndOperators() throws Exception {
        String order = shopper.order();
        assertThat(shopper.get(invoiceOf(order)).status()).as("nobody has paid").isEqualTo(404);

        capture(order);
        JsonNode invoice = awaitInvoice(order);

        assertThat(invoice.get("number").asString()).matches("20\\d\\d-\\d{6}");
        HttpResponse<byte[]> pdf = HttpClient.newHttpClient().send(
                HttpRequest.newBuilder(URI.create(invoice.get("url").asString())).build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertThat(pdf.statusCode()).isEqualTo(200);
        assertThat(new String(pdf.body(), StandardCharsets.ISO_8859_1)).startsWith("%PDF-");
        assertThat(operator.get(invoiceOf(order)).status()).isEqualTo(200);
        assertThat(stranger.get(invoiceOf(order)).status()).isEqualTo(404);
        assertThat(jdbc.sql("select recipient is null from invoice where order_id = :id")
                .param("id", UUID.fromString(order)).query(Boolean.class).single())
                .as("only the document knows who it was made out to").isTrue();
    }

    @Test
    void numbersHaveNoGapsAndOneOrderHasOne() {
        List<String> orders = IntStream.range(0, 8).mapToObj(_ -> shopper.order()).toList();
        orders.parallelStream().forEach(this::capture);
        orders.forEach(this::capture);
        orders.forEach(this::awaitInvoice);

        await().atMost(SOON).untilAsserted(() -> assertThat(jdbc
                .sql("select max(number) - count(*) from invoice group by year").query(Integer.class).list())
                .containsOnly(0));
        assertThat(jdbc.sql("select sum(last) - (select count(*) from invoice) from invoice_year")
                .query(Integer.class).single()).isZero();
    }

    @Test
    void whatCouldNotBeStoredIsMadeLater() {
        String order = Client.json(shopper.place(newKey(), mugs(1)).body().toString()).get("id").asString();
        jdbc.sql("""
                insert into invoice (order_id, recipient, requested_at, next_try_at)
                values (:id, 'Ada', now(), now() + interval '1 hour')""").param("id", UUID.fromString(order)).update();
        await().atMost(SOON).until(() -> jdbc.sql("select number is not null from invoice where order_id = :id")
                .param("id", UUID.fromString(order)).query(Boolean.class).single());
        assertThat(shopper.get(invoiceOf(order)).body().get("detail").asString()).contains("being made");

        jdbc.sql("update invoice set next_try_at = now() where order_id = :id").param("id", UUID.fromString(order))
                .update();

        awaitInvoice(order);
    }

    @Test
    void anInvoiceThatCannotBeMadeIsAnAlarmAfterAWhile() {
        String order = shopper.order();
        UUID id = UUID.fromString(order);
        retype(id, "OrderCreated", "OrderMangled");
        try {
            jdbc.sql("""
                    insert into invoice (order_id, recipient, requested_at, next_try_at, failures)
                    values (:id, 'Ada', now(), now(), 9)""").param("id", id).update();

            await().atMost(SOON).untilAsserted(
                    () -> assertThat(jdbc.sql("select what from order_alarm where order_id = :id").param("id", id)
                            .query(String.class).list()).singleElement().asString().contains("cannot be made"));
        } finally {
            retype(id, "OrderMangled", "OrderCreated");
        }
        jdbc.sql("update invoice set next_try_at = now() where order_id = :id").param("id", id).update();
        awaitInvoice(order);
    }

    private void retype(UUID order, String from, String to) {
        jdbc.sql("update order_event set type = :to where order_id = :id and type = :from").param("to", to)
                .param("from", from).param("id", order).update();
    }

    @Test
    void anOrderThatWasCancelledUnpaidIsPromisedNone() {
        String order = shopper.order();
        assertThat(shopper.get(invoiceOf(order)).body().get("detail").asString()).contains("once the money");

        shopper.cancel(order);

        assertThat(shopper.get(invoiceOf(order)).body().get("detail").asString()).contains("has no invoice");
    }

    private JsonNode awaitInvoice(String order) {
        await().atMost(SOON).until(() -> shopper.get(invoiceOf(order)).status() == 200);
        return shopper.get(invoiceOf(order)).body();
    }

    private static String invoiceOf(String order) {
        return "/api/v1/orders/" + order + "/invoice";
    }

    private void capture(String order) {
        others.say("payments", order, "PaymentCaptured",
                Map.of("paymentId", UUID.randomUUID(), "orderId", order, "amount", 1_999, "currency", "USD"));
    }
}
