package dev.souk.saboteur;

import net.bytebuddy.asm.Advice;

/** The method does nothing and answers null. */
final class Skipped {

    private Skipped() {
    }

    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static boolean skip() {
        return true;
    }
}
