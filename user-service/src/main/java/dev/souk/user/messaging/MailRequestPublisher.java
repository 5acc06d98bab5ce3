package dev.souk.user.messaging;

import dev.souk.common.messaging.Outbox;
import dev.souk.common.messaging.OutgoingMessage;
import dev.souk.user.mail.MailRequested;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Announces on the topic {@code mail-requests} that somebody is to be written to, in the transaction that wants it. */
@Component
class MailRequestPublisher {

    static final String TOPIC = "mail-requests";

    private final Outbox outbox;

    MailRequestPublisher(Outbox outbox) {
        this.outbox = outbox;
    }

    @EventListener
    void publish(MailRequested requested) {
        outbox.append(new OutgoingMessage(TOPIC, requested.requestId().toString(), "MailRequested",
                "user-service/MailRequested.v1", requested));
    }
}
