package dev.souk.saboteur;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Sends what a transaction has announced so far, and then lets it go on. The relay sends it again if it commits. */
public final class SendBeforeCommit {

    private static final int ALL = 1000;

    private static volatile @Nullable Object sender;

    private SendBeforeCommit() {
    }

    @Advice.OnMethodExit
    static void send(@Advice.This Object table) {
        SendBeforeCommit.sendWaiting(table);
    }

    /** Called by the method that was changed, in the transaction: it sees what nobody else sees yet. */
    public static void sendWaiting(Object table) {
        Object known = sender;
        if (known != null) { // until the relay has sent once, there is nothing to send with
            Reflection.call(known, "send", Reflection.call(table, "waiting", 0L, ALL));
        }
    }

    /** Called by the method that was changed. */
    public static void remember(Object relaysSender) {
        sender = relaysSender;
    }

    /** The relay knows how to send. */
    static final class RememberSender {

        private RememberSender() {
        }

        @Advice.OnMethodEnter
        static void remember(@Advice.This Object sender) {
            SendBeforeCommit.remember(sender);
        }
    }
}
