package dev.souk.order.invoice;

import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

import dev.souk.common.storage.ObjectStore;
import dev.souk.order.checkout.OrderService;

/**
 * Numbers invoices and stores their documents, off the path of the order. What is to be made stands in the database, so any
 * instance makes it, after any crash, and when the storage is back.
 */
@Component
class InvoiceMaker {

    private static final Logger log = LoggerFactory.getLogger(InvoiceMaker.class);
    private static final int AT_ONCE = 100;
    private static final int STORED_AT_ONCE = 10;

    private final Invoices invoices;
    private final OrderService orders;
    private final InvoiceDocument document;
    private final ObjectStore storage;
    private final InvoiceProperties properties;
    private final Clock clock;

    InvoiceMaker(Invoices invoices, OrderService orders, InvoiceDocument document, ObjectStore storage,
            InvoiceProperties properties, Clock clock) {
        this.invoices = invoices;
        this.orders = orders;
        this.document = document;
        this.storage = storage;
        this.properties = properties;
        this.clock = clock;
    }

    static String keyOf(InvoiceNumber number) {
        return "invoices/" + number.year() + "/" + number + ".pdf";
    }

    @Scheduled(fixedDelayString = "${souk.invoices.poll-interval:1s}")
    void makeAll() {
        try {
            Instant now = clock.instant();
            invoices.number(AT_ONCE, now);
            invoices.lease(STORED_AT_ONCE, now, now.plus(properties.retryAfter())).forEach(this::make);
        } catch (DataAccessException | TransactionException away) {
            log.warn("Invoices are made later: the database does not answer", away);
        }
    }

    /** One that cannot be made must not keep the others from it; the same document may be stored twice. */
    private void make(Invoices.Due due) {
        Invoices.Numbered invoice = due.invoice();
        try {
            byte[] pdf = document.of(invoice, orders.read(List.of(invoice.order())).getFirst(), due.recipient());
            storage.put(keyOf(invoice.number()), "application/pdf", () -> new ByteArrayInputStream(pdf), pdf.length);
            invoices.stored(invoice.order(), clock.instant());
        } catch (RuntimeException failure) {
            log.warn("Invoice {} of order {} could not be stored, is made again in {}", invoice.number(),
                    invoice.order(), properties.retryAfter(), failure);
        }
    }
}
