package dev.souk.saboteur;

import java.util.Locale;

/**
 * Where a process can be made to die. The table maps each point to the method whose beginning or end it is; every service
 * passes those of the first six, payment-service also the last two.
 */
public enum KillPoint {

    /** Everything is written, nothing of it counts. Commits of transactions that only read pass here too. */
    BEFORE_COMMIT(Moment.BEFORE, Place.COMMIT),

    /** The fact is stored, and nobody has heard of it: neither the caller nor the relay. */
    AFTER_COMMIT(Moment.AFTER, Place.COMMIT),

    /** A batch of the outbox is read and not sent. */
    BEFORE_PUBLISH(Moment.BEFORE, Place.PUBLISH),

    /** Kafka has the batch, and the outbox does not know. */
    AFTER_PUBLISH(Moment.AFTER, Place.PUBLISH),

    /** The messages of a poll have taken effect, and Kafka will deliver them again. */
    BEFORE_ACKNOWLEDGEMENT(Moment.BEFORE, Place.ACKNOWLEDGEMENT),

    /** The consumer has handed its offsets over to be committed. */
    AFTER_ACKNOWLEDGEMENT(Moment.AFTER, Place.ACKNOWLEDGEMENT),

    /** The call is written down and leased, and not made. */
    BEFORE_PROVIDER_CALL(Moment.BEFORE, Place.PROVIDER_CALL),

    /** The provider has moved the money, and we have not written down its answer. */
    AFTER_PROVIDER_CALL(Moment.AFTER, Place.PROVIDER_CALL);

    enum Moment {
        BEFORE,
        AFTER
    }

    private final Moment moment;
    private final String place;

    KillPoint(Moment moment, String place) {
        this.moment = moment;
        this.place = place;
    }

    /** In orders: {@code before-commit}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Moment moment() {
        return moment;
    }

    Place place() {
        return Place.of(place);
    }
}
