package dev.souk.product.catalogue;

import java.util.List;

/** How other services learn of products. An interface because the rules of the catalogue know no messaging. */
public interface ProductAnnouncements {

    /** Announces the events, in this order, if and when the current transaction commits. */
    void announce(List<ProductEvent> events);
}
