package dev.souk.order.checkout;

/** How an event is written into the stream, so that the rules need not know JSON. What was written stays readable. */
public interface OrderEventFormat {

    String write(OrderEvent event);

    OrderEvent read(String type, String data);
}
