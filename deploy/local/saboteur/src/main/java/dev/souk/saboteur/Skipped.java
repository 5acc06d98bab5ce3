package dev.souk.saboteur;

import net.bytebuddy.asm.Advice;

/** The method does nothing: one that has to answer would answer null, which is a failure and no silent defect. */
final class Skipped {

    private Skipped() {
    }

    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static boolean skip() {
        return true;
    }
}
