package dev.souk.payment.messaging;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.souk.common.messaging.Outbox;
import dev.souk.common.messaging.OutgoingMessage;
import dev.souk.common.money.Money;
import dev.souk.payment.intent.PaymentEvent;
import dev.souk.payment.intent.PaymentEvents;

/** Gives each fact its published form; a new kind of fact does not compile before it has one. */
@Component
class PaymentPublisher implements PaymentEvents {

    private final Outbox outbox;

    PaymentPublisher(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public void announce(List<PaymentEvent> events) {
        if (!events.isEmpty()) {
            outbox.append(events.stream().map(PaymentPublisher::published).toArray(OutgoingMessage[]::new));
        }
    }

    static OutgoingMessage published(PaymentEvent event) {
        return switch (event) {
            case PaymentEvent.PaymentReserved it -> message(event, "PaymentReserved", moved(event, it.amount()));
            case PaymentEvent.PaymentCaptured it -> message(event, "PaymentCaptured", moved(event, it.amount()));
            case PaymentEvent.PaymentRefunded it -> message(event, "PaymentRefunded",
                    new Refunded(it.paymentId().value(), it.orderId().value(), it.amount().amount(),
                            it.amount().currency().getCurrencyCode(), it.refundedInAll().amount(), it.returnId()));
            case PaymentEvent.PaymentDeclined it -> message(event, "PaymentDeclined",
                    new Declined(it.paymentId().value(), it.orderId().value(), it.reason(), it.triesLeft()));
            case PaymentEvent.PaymentVoided it -> message(event, "PaymentVoided",
                    new Voided(it.paymentId().value(), it.orderId().value()));
            case PaymentEvent.PaymentAlarmRaised it -> message(event, "PaymentAlarmRaised",
                    new Alarm(it.paymentId().value(), it.orderId().value(), it.state().name(), it.cause()));
        };
    }

    private static OutgoingMessage message(PaymentEvent event, String type, Object data) {
        return new OutgoingMessage("payments", event.orderId().toString(), type, "payment-service/" + type + ".v1",
                data);
    }

    private static Moved moved(PaymentEvent event, Money amount) {
        return new Moved(event.paymentId().value(), event.orderId().value(), amount.amount(),
                amount.currency().getCurrencyCode());
    }

    private record Moved(UUID paymentId, UUID orderId, long amount, String currency) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Refunded(UUID paymentId, UUID orderId, long amount, String currency, long refundedInAll,
            @Nullable UUID returnId) {}

    private record Declined(UUID paymentId, UUID orderId, String reason, int triesLeft) {}

    private record Voided(UUID paymentId, UUID orderId) {}

    private record Alarm(UUID paymentId, UUID orderId, String state, String cause) {}
}
