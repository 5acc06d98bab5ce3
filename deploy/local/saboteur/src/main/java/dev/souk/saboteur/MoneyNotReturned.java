package dev.souk.saboteur;

import net.bytebuddy.asm.Advice;

/** The cancellation of an order is not heard. */
final class MoneyNotReturned {

    private MoneyNotReturned() {
    }

    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static boolean skip(@Advice.Argument(0) Object fact) {
        return fact.getClass().getSimpleName().equals("Cancelled");
    }
}
