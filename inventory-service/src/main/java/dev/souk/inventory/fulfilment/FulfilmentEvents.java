package dev.souk.inventory.fulfilment;

import java.util.List;

/** Where facts about an order's goods are announced, in the transaction that makes them true and in their order. */
public interface FulfilmentEvents {

    void announce(List<FulfilmentEvent> events);
}
