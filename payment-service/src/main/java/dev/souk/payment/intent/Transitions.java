package dev.souk.payment.intent;

import static dev.souk.payment.intent.NotPayable.Reason.CLOSED;
import static dev.souk.payment.intent.NotPayable.Reason.IN_FLIGHT;
import static dev.souk.payment.intent.NotPayable.Reason.STOCK_NOT_HELD;
import static dev.souk.payment.intent.Transition.Effect.ASK_AUTHORISATION;
import static dev.souk.payment.intent.Transition.Effect.ASK_CAPTURE;
import static dev.souk.payment.intent.Transition.Effect.ASK_REFUND_OF_REST;
import static dev.souk.payment.intent.Transition.Effect.ASK_VOID;
import static dev.souk.payment.intent.Transition.Effect.BOOK_CAPTURE;
import static dev.souk.payment.intent.Transition.Effect.RETRY_LATER;
import static dev.souk.payment.intent.Transition.Effect.SAY_DECLINED;
import static dev.souk.payment.intent.Transition.Effect.SAY_RESERVED;
import static dev.souk.payment.intent.Transition.Effect.SAY_VOIDED;
import static dev.souk.payment.intent.Transition.Stay.ALARM;
import static dev.souk.payment.intent.Transition.Stay.NOTHING;
import static dev.souk.payment.intent.Transition.Stay.REMEMBER;
import static dev.souk.payment.intent.Transition.to;

/**
 * The payment table of the saga, whole: every trigger in every state has its answer, and the compiler sees to it that none
 * is forgotten. Facts come from several topics in any order, so a state is not asked whether a trigger is legal, but what it
 * means there.
 */
final class Transitions {

    private Transitions() {
    }

    static Transition of(PaymentState state, Trigger trigger) {
        return switch (state) {
            case UNKNOWN -> switch (trigger) {
                case ORDER_CREATED -> to(PaymentState.REQUESTED);
                case STOCK_RESERVED, SHIPMENT_CREATED -> REMEMBER;
                case ORDER_CANCELLED -> to(PaymentState.VOIDED);
                case PAY -> new Transition.Refuse(STOCK_NOT_HELD);
                case TRY_AGAIN -> NOTHING;
                case APPROVED, REFUSED, REFUSED_FOR_GOOD, CAPTURE_DONE, CAPTURE_REFUSED, VOID_DONE, VOID_REFUSED,
                        REFUND_DONE, REFUND_REFUSED, REFUND_REFUSED_FOR_NOW ->
                    ALARM;
            };
            case REQUESTED -> switch (trigger) {
                case STOCK_RESERVED -> to(PaymentState.PAYABLE);
                case SHIPMENT_CREATED -> REMEMBER;
                case ORDER_CANCELLED -> to(PaymentState.VOIDED);
                case PAY -> new Transition.Refuse(STOCK_NOT_HELD);
                case ORDER_CREATED, TRY_AGAIN -> NOTHING;
                case APPROVED, REFUSED, REFUSED_FOR_GOOD, CAPTURE_DONE, CAPTURE_REFUSED, VOID_DONE, VOID_REFUSED,
                        REFUND_DONE, REFUND_REFUSED, REFUND_REFUSED_FOR_NOW ->
                    ALARM;
            };
            case PAYABLE -> switch (trigger) {
                case PAY -> to(PaymentState.AUTHORISING, ASK_AUTHORISATION);
                // a late yes is a yes
                case APPROVED -> to(PaymentState.AUTHORISED, SAY_RESERVED);
                case SHIPMENT_CREATED -> REMEMBER;
                case ORDER_CANCELLED -> to(PaymentState.VOIDED);
                case ORDER_CREATED, STOCK_RESERVED, REFUSED, REFUSED_FOR_GOOD, TRY_AGAIN -> NOTHING;
                case CAPTURE_DONE, CAPTURE_REFUSED, VOID_DONE, VOID_REFUSED, REFUND_DONE, REFUND_REFUSED,
                        REFUND_REFUSED_FOR_NOW ->
                    ALARM;
            };
            case AUTHORISING -> switch (trigger) {
                case APPROVED -> to(PaymentState.AUTHORISED, SAY_RESERVED);
                case REFUSED -> to(PaymentState.PAYABLE, SAY_DECLINED);
                case REFUSED_FOR_GOOD -> to(PaymentState.DECLINED, SAY_DECLINED);
                case SHIPMENT_CREATED -> REMEMBER;
                case ORDER_CANCELLED -> to(PaymentState.ABANDONING);
                case PAY -> new Transition.Refuse(IN_FLIGHT);
                case ORDER_CREATED, STOCK_RESERVED, TRY_AGAIN -> NOTHING;
                case CAPTURE_DONE, CAPTURE_REFUSED, VOID_DONE, VOID_REFUSED, REFUND_DONE, REFUND_REFUSED,
                        REFUND_REFUSED_FOR_NOW ->
                    ALARM;
            };
            case ABANDONING -> switch (trigger) {
                case APPROVED -> to(PaymentState.VOIDING, ASK_VOID);
                case REFUSED, REFUSED_FOR_GOOD -> to(PaymentState.VOIDED);
                case PAY -> new Transition.Refuse(CLOSED);
                case ORDER_CREATED, STOCK_RESERVED, ORDER_CANCELLED, TRY_AGAIN -> NOTHING;
                case SHIPMENT_CREATED, CAPTURE_DONE, CAPTURE_REFUSED, VOID_DONE, VOID_REFUSED, REFUND_DONE,
                        REFUND_REFUSED, REFUND_REFUSED_FOR_NOW ->
                    ALARM;
            };
            case AUTHORISED -> switch (trigger) {
                case SHIPMENT_CREATED -> to(PaymentState.CAPTURING, ASK_CAPTURE);
                case ORDER_CANCELLED -> to(PaymentState.VOIDING, ASK_VOID);
                case ORDER_CREATED, STOCK_RESERVED, PAY, APPROVED, REFUSED, REFUSED_FOR_GOOD, TRY_AGAIN -> NOTHING;
                case CAPTURE_DONE, CAPTURE_REFUSED, VOID_DONE, VOID_REFUSED, REFUND_DONE, REFUND_REFUSED,
                        REFUND_REFUSED_FOR_NOW ->
                    ALARM;
            };
            case CAPTURING -> switch (trigger) {
                case CAPTURE_DONE -> to(PaymentState.CAPTURED, BOOK_CAPTURE);
                case CAPTURE_REFUSED -> to(PaymentState.CAPTURE_FAILED, RETRY_LATER);
                // what is being taken can not be voided any more: it is given back once it was taken
                case ORDER_CANCELLED -> REMEMBER;
                case ORDER_CREATED, STOCK_RESERVED, PAY, APPROVED, REFUSED, REFUSED_FOR_GOOD, SHIPMENT_CREATED,
                        TRY_AGAIN ->
                    NOTHING;
                case VOID_DONE, VOID_REFUSED, REFUND_DONE, REFUND_REFUSED, REFUND_REFUSED_FOR_NOW -> ALARM;
            };
            case CAPTURE_FAILED -> switch (trigger) {
                case TRY_AGAIN -> to(PaymentState.CAPTURING, ASK_CAPTURE);
                case CAPTURE_DONE -> to(PaymentState.CAPTURED, BOOK_CAPTURE);
                case ORDER_CANCELLED -> to(PaymentState.VOIDING, ASK_VOID);
                case ORDER_CREATED, STOCK_RESERVED, PAY, APPROVED, REFUSED, REFUSED_FOR_GOOD, SHIPMENT_CREATED,
                        CAPTURE_REFUSED ->
                    NOTHING;
                case VOID_DONE, VOID_REFUSED, REFUND_DONE, REFUND_REFUSED, REFUND_REFUSED_FOR_NOW -> ALARM;
            };
            case CAPTURED -> switch (trigger) {
                case ORDER_CANCELLED -> to(PaymentState.REFUNDING, ASK_REFUND_OF_REST);
                case ORDER_CREATED, STOCK_RESERVED, PAY, APPROVED, REFUSED, REFUSED_FOR_GOOD, SHIPMENT_CREATED,
                        CAPTURE_DONE, REFUND_DONE, REFUND_REFUSED_FOR_NOW, TRY_AGAIN ->
                    NOTHING;
                // a refund of a cancelled order would be asked for again; an operator's is not, and a return's has waited for long
                case CAPTURE_REFUSED, VOID_DONE, VOID_REFUSED, REFUND_REFUSED -> ALARM;
            };
            case REFUNDING -> switch (trigger) {
                case REFUND_REFUSED, REFUND_REFUSED_FOR_NOW -> to(PaymentState.REFUNDING, RETRY_LATER);
                // an operator may have paid back a part meanwhile
                case REFUND_DONE, TRY_AGAIN -> to(PaymentState.REFUNDING, ASK_REFUND_OF_REST);
                case PAY -> new Transition.Refuse(CLOSED);
                case ORDER_CREATED, STOCK_RESERVED, APPROVED, REFUSED, REFUSED_FOR_GOOD, SHIPMENT_CREATED, CAPTURE_DONE,
                        ORDER_CANCELLED ->
                    NOTHING;
                case CAPTURE_REFUSED, VOID_DONE, VOID_REFUSED -> ALARM;
            };
            case VOIDING -> switch (trigger) {
                case VOID_DONE -> to(PaymentState.VOIDED, SAY_VOIDED);
                case VOID_REFUSED -> to(PaymentState.VOIDING, RETRY_LATER);
                case TRY_AGAIN -> to(PaymentState.VOIDING, ASK_VOID);
                case PAY -> new Transition.Refuse(CLOSED);
                // the shipment may be told after the cancellation that withdrew it
                case ORDER_CREATED, STOCK_RESERVED, APPROVED, REFUSED, REFUSED_FOR_GOOD, CAPTURE_REFUSED,
                        ORDER_CANCELLED, SHIPMENT_CREATED ->
                    NOTHING;
                case CAPTURE_DONE, REFUND_DONE, REFUND_REFUSED, REFUND_REFUSED_FOR_NOW -> ALARM;
            };
            case VOIDED -> switch (trigger) {
                case APPROVED -> to(PaymentState.VOIDING, ASK_VOID);
                case PAY -> new Transition.Refuse(CLOSED);
                // the shipment may be told after the cancellation that withdrew it
                case ORDER_CREATED, STOCK_RESERVED, REFUSED, REFUSED_FOR_GOOD, VOID_DONE, ORDER_CANCELLED,
                        SHIPMENT_CREATED, TRY_AGAIN ->
                    NOTHING;
                case CAPTURE_DONE, CAPTURE_REFUSED, VOID_REFUSED, REFUND_DONE, REFUND_REFUSED,
                        REFUND_REFUSED_FOR_NOW ->
                    ALARM;
            };
            case DECLINED -> switch (trigger) {
                case APPROVED -> to(PaymentState.AUTHORISED, SAY_RESERVED);
                case ORDER_CANCELLED -> to(PaymentState.VOIDED);
                case PAY -> new Transition.Refuse(CLOSED);
                case ORDER_CREATED, STOCK_RESERVED, REFUSED, REFUSED_FOR_GOOD, TRY_AGAIN -> NOTHING;
                case SHIPMENT_CREATED, CAPTURE_DONE, CAPTURE_REFUSED, VOID_DONE, VOID_REFUSED, REFUND_DONE,
                        REFUND_REFUSED, REFUND_REFUSED_FOR_NOW ->
                    ALARM;
            };
        };
    }
}
