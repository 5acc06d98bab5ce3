package dev.souk.order.returns;

/** Where the facts of returns go, so that the rules need not know Kafka. */
@FunctionalInterface
public interface ReturnAnnouncements {

    /**
     * The goods are here: tells the other services, once the current transaction has committed and only then. They take each
     * return once, however often it is said.
     */
    void received(Return received);
}
