package dev.souk.order.invoice;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import dev.souk.common.storage.ObjectStore;
import dev.souk.order.checkout.DeliveryAddress;
import dev.souk.order.checkout.Order;
import dev.souk.order.checkout.OrderId;
import dev.souk.order.checkout.OrderService;
import dev.souk.order.checkout.OrderStatus;
import dev.souk.order.checkout.Reader;

/**
 * Each order gets one invoice, once its money was taken: what was never paid needs none. Law has invoices kept for years, so
 * the document outlives the shopper's account (GDPR, article 17(3)(b)), where only operators get at it then.
 */
@Service
public class InvoiceService {

    /** @param url works until {@code expiresAt}, for whoever has it */
    public record Link(String number, Instant issuedAt, URI url, Instant expiresAt) {}

    private final Invoices invoices;
    private final OrderService orders;
    private final ObjectStore storage;
    private final InvoiceProperties properties;
    private final Clock clock;

    InvoiceService(Invoices invoices, OrderService orders, ObjectStore storage, InvoiceProperties properties,
            Clock clock) {
        this.invoices = invoices;
        this.orders = orders;
        this.storage = storage;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * The money of these orders was taken; again changes nothing. Their addresses are kept from here on until the documents are
     * stored.
     */
    @Transactional
    public void request(Collection<OrderId> paid) {
        if (paid.isEmpty()) {
            return;
        }
        Map<OrderId, String> recipients = orders.read(paid).stream()
                .collect(Collectors.toMap(Order::id, order -> lines(order.shipTo())));
        invoices.request(recipients);
    }

    private static String lines(DeliveryAddress address) {
        return Stream.of(address.recipient(), address.line1(), address.line2(),
                address.postalCode() + " " + address.city(), address.region(), address.countryCode())
                .filter(Objects::nonNull).collect(Collectors.joining("\n"));
    }

    /**
     * @throws dev.souk.order.checkout.OrderNotFound when there is none that this person may see
     * @throws InvoiceNotFound                       when the money was not taken, or the document is still being made
     */
    @Transactional(readOnly = true)
    public Link link(OrderId order, Reader reader) {
        OrderStatus status = orders.find(order, reader).status();
        Invoices.Numbered invoice = invoices.findStored(order).orElseThrow(() -> missing(order, status));
        URI url = storage.presignGet(InvoiceMaker.keyOf(invoice.number()), "invoice-" + invoice.number() + ".pdf",
                properties.linkValid());
        return new Link(invoice.number().toString(), invoice.issuedAt(), url,
                clock.instant().plus(properties.linkValid()));
    }

    private InvoiceNotFound missing(OrderId order, OrderStatus status) {
        if (invoices.isRequested(order)) {
            return InvoiceNotFound.inTheMaking(order);
        }
        return status == OrderStatus.CANCELLED ? InvoiceNotFound.neverPaid(order) : InvoiceNotFound.notPaid(order);
    }
}
