package dev.souk.payment.intent;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Takes up again what the provider refused, once its pause is over; {@link ProviderWorker} makes the calls. What is due
 * stands in the database, so any instance can do it, after any crash, and only one of them does.
 */
@Component
class RefusedSteps {

    private static final Logger log = LoggerFactory.getLogger(RefusedSteps.class);
    private static final int AT_ONCE = 50;

    private final PaymentService payments;

    RefusedSteps(PaymentService payments) {
        this.payments = payments;
    }

    @Scheduled(fixedDelayString = "${souk.payments.worker.poll-interval}")
    void tryDueAgain() {
        payments.dueAgain(AT_ONCE).forEach(this::tryAgain);
    }

    /** A payment that cannot be moved must not keep those behind it from moving; a database that is away has none moved. */
    private void tryAgain(PaymentId payment) {
        try {
            payments.tryDueAgain(payment);
        } catch (TransientDataAccessException | DataAccessResourceFailureException | TransactionException away) {
            log.warn("Payment {} is taken up again with the next look: the database did not take it now", payment,
                    away);
        } catch (RuntimeException failure) {
            log.error("Payment {} could not be taken up again; it waits for the longest pause", payment, failure);
            payments.postpone(payment);
        }
    }
}
