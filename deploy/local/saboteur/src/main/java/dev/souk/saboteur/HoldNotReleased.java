package dev.souk.saboteur;

import java.util.Arrays;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/** The goods stay held, and the reservation says that there was nothing to do. */
public final class HoldNotReleased {

    private HoldNotReleased() {
    }

    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static boolean skip() {
        return true;
    }

    @Advice.OnMethodExit
    static void doNothing(@Advice.This Object reservation,
            @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object verdict) {
        verdict = HoldNotReleased.nothing(reservation);
    }

    /** Called by the method that was changed: an answer that is missing would be a failure, and no silent defect. */
    public static Object nothing(Object reservation) {
        return Arrays.stream(Reflection.type("dev.souk.inventory.fulfilment.Reservation$Verdict", reservation)
                .getEnumConstants())
                .filter(verdict -> verdict.toString().equals("NOTHING")).findFirst()
                .orElseThrow(() -> new SabotageFailed("A reservation has no verdict NOTHING any more"));
    }
}
