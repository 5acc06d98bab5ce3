package dev.souk.order.checkout;

import static dev.souk.order.checkout.Reaction.*;

import dev.souk.order.checkout.Trigger.*;

/** Where an order stands, and what it does about everything that can befall it there. */
public enum OrderStatus {
    PENDING,
    AWAITING_PAYMENT,
    CONFIRMED,
    /** Confirmed, and inventory has been asked to take the goods back. */
    CANCELLING,
    SHIPPED,
    DELIVERED,
    CANCELLED,
    /** Every piece has come back. */
    RETURNED;

    /** Nothing is owed to the shopper any more: of what arrives later only a return can move such an order. */
    public boolean isTerminal() {
        return this == DELIVERED || this == CANCELLED || this == RETURNED;
    }

    /**
     * The whole state machine. There is no order between topics: payment's answer may arrive before stock's, a dispatch
     * before the confirmation it follows. So every cell is filled, and the compiler sees to it that it stays so.
     */
    // @formatter:off
    public Reaction on(Trigger trigger) {
        return switch (this) {
            case PENDING -> switch (trigger) {
                case StockReserved _               -> AWAIT_PAYMENT;
                case StockRejected _               -> CANCEL;
                case PaymentReserved _             -> CONFIRM; // stock is implied: payment acts only on held stock
                case PaymentDeclined _             -> NOTE;    // even the last try: decided when stock is known
                case CancellationWish _            -> CANCEL;
                case UnpaidTimeout _               -> CANCEL;
                case ShipmentCreated _             -> NOTE;
                case ShipmentDispatched _          -> NOTE;
                case ShipmentDelivered _           -> NOTE;
                case ShipmentCancelled _           -> ALARM;
                case ShipmentCancellationRefused _ -> ALARM;
                case ReturnRequested _             -> REFUSE;    // nothing has been sent
                case ReturnMoved _                 -> ALARM;
                case EverythingReturned _          -> ALARM;
            };
            case AWAITING_PAYMENT -> switch (trigger) {
                case StockReserved _               -> NOTHING;
                case StockRejected _               -> ALARM;
                case PaymentReserved _             -> CONFIRM;
                case PaymentDeclined declined      -> declined.isFinal() ? CANCEL : NOTE;
                case CancellationWish _            -> CANCEL;
                case UnpaidTimeout _               -> CANCEL;
                case ShipmentCreated _             -> NOTE;
                case ShipmentDispatched _          -> NOTE;
                case ShipmentDelivered _           -> NOTE;
                case ShipmentCancelled _           -> ALARM;
                case ShipmentCancellationRefused _ -> ALARM;
                case ReturnRequested _             -> REFUSE;
                case ReturnMoved _                 -> ALARM;
                case EverythingReturned _          -> ALARM;
            };
            case CONFIRMED -> switch (trigger) {
                case StockReserved _               -> NOTHING;
                case StockRejected _               -> ALARM;
                case PaymentReserved _             -> NOTHING;
                case PaymentDeclined _             -> NOTHING;
                case CancellationWish _            -> ASK_INVENTORY;
                case UnpaidTimeout _               -> NOTHING;
                case ShipmentCreated _             -> NOTE;
                case ShipmentDispatched _          -> SHIP;
                case ShipmentDelivered _           -> DELIVER;
                case ShipmentCancelled _           -> ALARM;   // nobody asked for it
                case ShipmentCancellationRefused _ -> NOTHING; // the same answer again
                case ReturnRequested _             -> REFUSE;
                case ReturnMoved _                 -> ALARM;
                case EverythingReturned _          -> ALARM;
            };
            case CANCELLING -> switch (trigger) {
                case StockReserved _               -> NOTHING;
                case StockRejected _               -> ALARM;
                case PaymentReserved _             -> NOTHING;
                case PaymentDeclined _             -> NOTHING;
                case CancellationWish _            -> NOTHING; // already asked
                case UnpaidTimeout _               -> NOTHING;
                case ShipmentCreated _             -> NOTE;
                case ShipmentDispatched _          -> SHIP;    // the parcel was faster: the refusal is on its way
                case ShipmentDelivered _           -> DELIVER;
                case ShipmentCancelled _           -> CANCEL;
                case ShipmentCancellationRefused _ -> RESUME;
                case ReturnRequested _             -> REFUSE;
                case ReturnMoved _                 -> ALARM;
                case EverythingReturned _          -> ALARM;
            };
            case SHIPPED -> switch (trigger) {
                case StockReserved _               -> NOTHING;
                case StockRejected _               -> NOTHING;
                case PaymentReserved _             -> NOTHING;
                case PaymentDeclined _             -> NOTHING;
                case CancellationWish _            -> REFUSE;
                case UnpaidTimeout _               -> NOTHING;
                case ShipmentCreated _             -> NOTHING;
                case ShipmentDispatched _          -> NOTHING;
                case ShipmentDelivered _           -> DELIVER;
                case ShipmentCancelled _           -> ALARM;   // what is on its way cannot be back in stock
                case ShipmentCancellationRefused _ -> NOTHING;
                case ReturnRequested _             -> NOTE;
                case ReturnMoved _                 -> NOTE;
                case EverythingReturned _          -> RETURN;  // a parcel that nobody took
            };
            case DELIVERED -> switch (trigger) {
                case StockReserved _               -> NOTHING;
                case StockRejected _               -> NOTHING;
                case PaymentReserved _             -> NOTHING;
                case PaymentDeclined _             -> NOTHING;
                case CancellationWish _            -> REFUSE;
                case UnpaidTimeout _               -> NOTHING;
                case ShipmentCreated _             -> NOTHING;
                case ShipmentDispatched _          -> NOTHING;
                case ShipmentDelivered _           -> NOTHING;
                case ShipmentCancelled _           -> ALARM;
                case ShipmentCancellationRefused _ -> NOTHING;
                case ReturnRequested _             -> NOTE;
                case ReturnMoved _                 -> NOTE;
                case EverythingReturned _          -> RETURN;
            };
            case CANCELLED -> switch (trigger) {
                case StockReserved _               -> REPEAT;  // release it
                case StockRejected _               -> NOTHING;
                case PaymentReserved _             -> REPEAT;  // void it, or give it back
                case PaymentDeclined _             -> NOTHING;
                case CancellationWish _            -> NOTHING;
                case UnpaidTimeout _               -> NOTHING;
                case ShipmentCreated _             -> NOTHING; // overtaken by its own cancellation; only a dispatch would be wrong
                case ShipmentDispatched _          -> ALARM;
                case ShipmentDelivered _           -> ALARM;
                case ShipmentCancelled _           -> NOTHING;
                case ShipmentCancellationRefused _ -> ALARM;
                case ReturnRequested _             -> REFUSE;
                case ReturnMoved _                 -> ALARM;
                case EverythingReturned _          -> ALARM;
            };
            case RETURNED -> switch (trigger) {
                case StockReserved _               -> NOTHING;
                case StockRejected _               -> NOTHING;
                case PaymentReserved _             -> NOTHING;
                case PaymentDeclined _             -> NOTHING;
                case CancellationWish _            -> REFUSE;
                case UnpaidTimeout _               -> NOTHING;
                case ShipmentCreated _             -> NOTHING;
                case ShipmentDispatched _          -> NOTHING;
                case ShipmentDelivered _           -> NOTHING;
                case ShipmentCancelled _           -> ALARM;
                case ShipmentCancellationRefused _ -> NOTHING;
                case ReturnRequested _             -> REFUSE;  // nothing is left
                case ReturnMoved _                 -> NOTE;    // the money follows the goods
                case EverythingReturned _          -> NOTHING;
            };
        };
    }
    // @formatter:on
}
