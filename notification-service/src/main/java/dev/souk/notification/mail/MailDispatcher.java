package dev.souk.notification.mail;

import dev.souk.notification.client.Contact;
import dev.souk.notification.client.Contacts;
import dev.souk.notification.domain.NotificationStored;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Sends a mail for every notification. The wish to send is stored in the transaction of the notification; the sending itself happens after
 * it, one mail at a time and in order, and is tried again until the mail server took it.
 *
 * <p><b>Delivery.</b> At least once: a mail is repeated when the server's yes is not noted within the lease, because the process died,
 * stood still or lost its database just then. Several instances share the work.
 */
@Component
class MailDispatcher implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(MailDispatcher.class);
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final MailOutbox outbox;
    private final Contacts contacts;
    private final Postman postman;
    private final MailProperties properties;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final Semaphore work = new Semaphore(0);
    private volatile boolean running;
    private @Nullable Thread worker;

    MailDispatcher(MailOutbox outbox, Contacts contacts, Postman postman, MailProperties properties, Clock clock,
            MeterRegistry metrics) {
        this.outbox = outbox;
        this.contacts = contacts;
        this.postman = postman;
        this.properties = properties;
        this.clock = clock;
        this.metrics = metrics;
        Gauge.builder("souk.mail.waiting", outbox, MailOutbox::waiting)
                .description("Mails that were not sent yet").register(metrics);
    }

    @EventListener
    void remember(NotificationStored stored) {
        outbox.add(stored.id());
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void wakeUp(NotificationStored stored) {
        work.release();
    }

    @Override
    public synchronized void start() {
        running = true;
        worker = Thread.ofVirtual().name("mail-dispatcher").start(this::work);
    }

    /** Gives the mail that is on its way time to arrive; one that takes longer is sent again after its lease. */
    @Override
    public synchronized void stop() {
        running = false;
        work.release();
        if (worker != null) {
            try {
                worker.join(GRACE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void work() {
        try {
            while (running) {
                if (!sendNext()) {
                    work.tryAcquire(properties.pollInterval().toMillis(), TimeUnit.MILLISECONDS);
                    work.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return false when there was nothing to send, or no way to know */
    private boolean sendNext() {
        try {
            Optional<WaitingMail> next = outbox.claim(properties.lease());
            next.ifPresent(this::deliver);
            return next.isPresent();
        } catch (RuntimeException e) {
            log.warn("The mails cannot be read or marked right now; they wait", e);
            return false;
        }
    }

    private void deliver(WaitingMail mail) {
        try {
            Optional<Contact> contact = contacts.find(mail.addressee());
            if (contact.isEmpty()) {
                giveUp(mail, new MailFailure("The account was deleted"));
                return;
            }
            postman.send(mail, contact.get());
        } catch (RuntimeException e) {
            failed(mail, MailFailure.of(e));
            return;
        }
        outbox.sent(mail);
        count("sent");
    }

    private void failed(WaitingMail mail, MailFailure failure) {
        if (clock.instant().isAfter(mail.createdAt().plus(properties.giveUpAfter()))) {
            giveUp(mail, failure);
            return;
        }
        log.warn("Mail for notification {} could not be sent at try {}; it is tried again: {}", mail.notification(),
                mail.attempts(), failure);
        outbox.failed(mail, failure, properties.pauseAfter(mail.attempts()));
        count("failed");
    }

    private void giveUp(WaitingMail mail, MailFailure failure) {
        log.warn("Mail for notification {} is given up: {}", mail.notification(), failure);
        outbox.givenUp(mail, failure);
        count("given_up");
    }

    private void count(String outcome) {
        metrics.counter("souk.mail.tries", "outcome", outcome).increment();
    }
}
