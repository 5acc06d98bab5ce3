package dev.souk.payment.intent;

import java.util.List;

/** A cell of the table: what one trigger does in one state. */
sealed interface Transition {

    /** The payment goes on. */
    record Move(PaymentState next, List<Effect> effects) implements Transition {}

    /** The payment stays as it is. */
    enum Stay implements Transition {
        /** A repeated or late trigger. */
        NOTHING,
        /** An early trigger: kept, and tried again after the next move. */
        REMEMBER,
        /** A trigger that cannot come here: a defect somewhere, to be seen by people. */
        ALARM
    }

    /** The caller is told no. */
    record Refuse(NotPayable.Reason reason) implements Transition {}

    /** What a move brings about, in the same transaction. */
    enum Effect {
        ASK_AUTHORISATION,
        ASK_CAPTURE,
        ASK_VOID,
        ASK_REFUND_OF_REST,
        SAY_RESERVED,
        SAY_DECLINED,
        SAY_VOIDED,
        /** Books the money and says {@code PaymentCaptured}. */
        BOOK_CAPTURE,
        /** The provider refused what has to be done: it is asked again after a pause. */
        RETRY_LATER
    }

    static Move to(PaymentState next, Effect... effects) {
        return new Move(next, List.of(effects));
    }
}
