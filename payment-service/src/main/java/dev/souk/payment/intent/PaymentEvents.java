package dev.souk.payment.intent;

import java.util.List;

/** Where facts about payments are announced, in the transaction that makes them true and in their order. */
public interface PaymentEvents {

    void announce(List<PaymentEvent> events);
}
