package dev.souk.order.invoice;

import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

import dev.souk.common.storage.ObjectStore;
import dev.souk.common.web.client.DependencyUnavailable;
import dev.souk.order.checkout.OrderService;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Numbers invoices and stores their documents, off the path of the order. What is to be made stands in the database, so any
 * instance makes it, after any crash, and when the storage is back.
 */
@Component
class InvoiceMaker {

    private static final Logger log = LoggerFactory.getLogger(InvoiceMaker.class);
    private static final int AT_ONCE = 100;
    private static final int STORED_AT_ONCE = 10;
    /** Failures in the making; that the storage is away is none. */
    private static final int ALARM_AFTER = 10;

    private final Invoices invoices;
    private final OrderService orders;
    private final InvoiceDocument document;
    private final ObjectStore storage;
    private final InvoiceProperties properties;
    private final Clock clock;
    private volatile Duration waiting = Duration.ZERO;

    InvoiceMaker(Invoices invoices, OrderService orders, InvoiceDocument document, ObjectStore storage,
            InvoiceProperties properties, MeterRegistry meters, Clock clock) {
        this.invoices = invoices;
        this.orders = orders;
        this.document = document;
        this.storage = storage;
        this.properties = properties;
        this.clock = clock;
        Gauge.builder("souk.invoices.age", () -> waiting.toMillis() / 1000.0).baseUnit("seconds")
                .description("how long the oldest order that was paid waits for its invoice").register(meters);
    }

    static String keyOf(InvoiceNumber number) {
        return "invoices/" + number.year() + "/" + number + ".pdf";
    }

    @Scheduled(fixedDelayString = "${souk.invoices.poll-interval}")
    void makeAll() {
        try {
            List<Invoices.Due> due;
            do {
                invoices.number(AT_ONCE, clock.instant());
                due = invoices.lease(STORED_AT_ONCE, properties.retryAfter());
            } while (makeAll(due) && due.size() == STORED_AT_ONCE);
            waiting = invoices.longestWait();
        } catch (DataAccessException | TransactionException away) {
            log.warn("Invoices are made later: the database does not answer", away);
        }
    }

    /** Whether all could be: where one fails, the next may as well. */
    private boolean makeAll(List<Invoices.Due> due) {
        boolean all = true;
        for (Invoices.Due one : due) {
            all &= make(one);
        }
        return all;
    }

    /** One that cannot be made must not keep the others from it; the same document may be stored twice. */
    private boolean make(Invoices.Due due) {
        Invoices.Numbered invoice = due.invoice();
        try {
            byte[] pdf = document.of(invoice, orders.read(List.of(invoice.order())).getFirst(), due.recipient());
            storage.put(keyOf(invoice.number()), "application/pdf", () -> new ByteArrayInputStream(pdf), pdf.length);
            invoices.stored(invoice.order(), clock.instant());
            return true;
        } catch (DependencyUnavailable storageIsAway) {
            log.warn("Invoice {} of order {} could not be stored, is made again in {}", invoice.number(),
                    invoice.order(), properties.retryAfter(), storageIsAway);
            return false;
        } catch (RuntimeException failure) {
            log.warn("Invoice {} of order {} could not be made, is tried again in {}", invoice.number(),
                    invoice.order(), properties.retryAfter(), failure);
            if (invoices.countFailure(invoice.order()) == ALARM_AFTER) {
                orders.raiseAlarm(invoice.order(), "Invoice " + invoice.number() + " cannot be made: the log says why");
            }
            return false;
        }
    }
}
