package dev.souk.order.invoice;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import dev.souk.common.storage.ObjectStore;
import dev.souk.order.checkout.DeliveryAddress;
import dev.souk.order.checkout.OrderId;
import dev.souk.order.checkout.OrderService;
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

    /** The order's money was taken; again changes nothing. Its address is kept from here on until the document is stored. */
    @Transactional
    public void request(OrderId order) {
        invoices.request(order, lines(orders.read(order).shipTo()), clock.instant());
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
        orders.find(order, reader);
        Invoices.Numbered invoice = invoices.findStored(order).orElseThrow(() -> invoices.isRequested(order)
                ? InvoiceNotFound.inTheMaking(order)
                : InvoiceNotFound.notPaid(order));
        URI url = storage.presignGet(InvoiceMaker.keyOf(invoice.number()), "invoice-" + invoice.number() + ".pdf",
                properties.linkValid());
        return new Link(invoice.number().toString(), invoice.issuedAt(), url,
                clock.instant().plus(properties.linkValid()));
    }
}
