package dev.souk.saboteur;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/** The provider is not asked, and has agreed all the same. */
public final class VoidSkipped {

    private VoidSkipped() {
    }

    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static boolean skip() {
        return true;
    }

    @Advice.OnMethodExit
    static void agree(@Advice.This Object provider, @Advice.Argument(1) String authorisation,
            @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object answer) {
        answer = VoidSkipped.approved(provider, authorisation);
    }

    /** Called by the method that was changed. */
    public static Object approved(Object provider, String authorisation) {
        try {
            return Reflection.type("dev.souk.payment.provider.ProviderAnswer$Approved", provider)
                    .getConstructor(String.class).newInstance(authorisation);
        } catch (ReflectiveOperationException e) {
            throw new SabotageFailed("The provider's answer has changed", e);
        }
    }
}
