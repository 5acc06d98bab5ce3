package dev.souk.order.returns;

import static dev.souk.order.returns.ReturnStatus.Answer.*;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** Where a return stands, and what it does about everything that can befall it there. */
public enum ReturnStatus {
    REQUESTED,
    APPROVED,
    REJECTED,
    /** The goods are here; inventory and payment have been told. */
    RECEIVED,
    REFUNDED;

    /** Whatever can befall a return; each may come twice. */
    enum Trigger {
        APPROVAL,
        REJECTION,
        RECEIPT,
        /** Payment has given the money back. */
        REFUND
    }

    enum Answer {
        APPROVE(APPROVED),
        REJECT(REJECTED),
        RECEIVE(RECEIVED),
        FINISH(REFUNDED),
        /** The same again: nothing changes. */
        NOTHING(null),
        /** A person asked for what is no longer possible. */
        REFUSE(null),
        /** Cannot happen unless something is broken. */
        ALARM(null);

        private final @Nullable ReturnStatus next;

        Answer(@Nullable ReturnStatus next) {
            this.next = next;
        }

        /** The status that follows; empty when the return stays where it is. */
        Optional<ReturnStatus> next() {
            return Optional.ofNullable(next);
        }
    }

    /** The whole state machine. An approved return can still be rejected, so that goods that never come block nothing. */
    // @formatter:off
    Answer on(Trigger trigger) {
        return switch (this) {
            case REQUESTED -> switch (trigger) {
                case APPROVAL  -> APPROVE;
                case REJECTION -> REJECT;
                case RECEIPT   -> REFUSE;
                case REFUND    -> ALARM;
            };
            case APPROVED -> switch (trigger) {
                case APPROVAL  -> NOTHING;
                case REJECTION -> REJECT;
                case RECEIPT   -> RECEIVE;
                case REFUND    -> ALARM;
            };
            case REJECTED -> switch (trigger) {
                case APPROVAL  -> REFUSE;
                case REJECTION -> NOTHING;
                case RECEIPT   -> REFUSE;
                case REFUND    -> ALARM;
            };
            case RECEIVED -> switch (trigger) {
                case APPROVAL  -> REFUSE;
                case REJECTION -> REFUSE;
                case RECEIPT   -> NOTHING;
                case REFUND    -> FINISH;
            };
            case REFUNDED -> switch (trigger) {
                case APPROVAL  -> REFUSE;
                case REJECTION -> REFUSE;
                case RECEIPT   -> NOTHING;
                case REFUND    -> NOTHING;
            };
        };
    }
    // @formatter:on

    /** Whether its pieces are here. */
    boolean isReceived() {
        return this == RECEIVED || this == REFUNDED;
    }
}
