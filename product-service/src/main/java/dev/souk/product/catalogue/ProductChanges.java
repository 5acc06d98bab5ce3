package dev.souk.product.catalogue;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** What each new version of a product brings with it, in the transaction that makes it: history, announcement, search. */
@Component
class ProductChanges {

    private final ProductHistory history;
    private final ProductAnnouncements announcements;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ProductChanges(ProductHistory history, ProductAnnouncements announcements, ApplicationEventPublisher events,
            Clock clock) {
        this.history = history;
        this.announcements = announcements;
        this.events = events;
        this.clock = clock;
    }

    /** To be called when the products are written, so that the events of one product are in the order of its versions. */
    void made(List<ProductChange> changes, ChangedBy by) {
        if (changes.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        history.add(changes, by, now);
        announcements.announce(changes.stream().map(change -> change.event(now)).flatMap(Optional::stream).toList());
        events.publishEvent(new CatalogueChanged());
    }
}
