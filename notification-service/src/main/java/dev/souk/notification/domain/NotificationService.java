package dev.souk.notification.domain;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Tells shoppers about their orders, each thing once. */
@Service
public class NotificationService {

    private final Notifications notifications;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    NotificationService(Notifications notifications, ApplicationEventPublisher events, Clock clock) {
        this.notifications = notifications;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Stores the news for the shopper, in the transaction of the message that brought it. News told before changes nothing, and there is no
     * news for a deleted account: what waited for its owner goes, too.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void tell(OrderNews news, UserId owner) {
        OrderId order = news.orderId();
        notifications.lock(order);
        notifications.rememberOwner(order, owner);
        if (notifications.isDeleted(owner)) {
            notifications.removeAllOf(order);
        } else {
            store(news);
        }
    }

    /** The same for news that does not say whose order it is: it waits until other news does. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void tell(OrderNews news) {
        notifications.lock(news.orderId());
        if (notifications.owner(news.orderId()).filter(notifications::isDeleted).isEmpty()) {
            store(news);
        }
    }

    /** The account was deleted: what was told to its owner goes, with the mails that wait. Again it changes nothing. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void forget(UserId user, Instant deletedAt) {
        notifications.addDeleted(user, deletedAt);
        notifications.removeAllOf(user);
    }

    private void store(OrderNews news) {
        Wording wording = Wording.of(news);
        Notification notification = new Notification(NotificationId.next(), news.orderId(), wording.kind(),
                wording.title(), wording.text(), clock.instant(), null);
        if (notifications.add(notification, news.subject())) {
            events.publishEvent(new NotificationStored(notification.id()));
        }
    }

    /** At most {@code size} notifications of the owner, the newest first, those before the given one. */
    public List<Notification> notifications(UserId owner, @Nullable NotificationId before, int size) {
        return notifications.page(owner, before, size);
    }

    /**
     * Reading it again changes nothing.
     *
     * @throws NotificationNotFound also when it is somebody else's
     */
    public void markRead(UserId owner, NotificationId id) {
        if (!notifications.markRead(owner, id, clock.instant())) {
            throw new NotificationNotFound(id);
        }
    }
}
