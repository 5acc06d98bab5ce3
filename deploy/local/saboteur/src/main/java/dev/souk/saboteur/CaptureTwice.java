package dev.souk.saboteur;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Authorises and captures once more, under keys of its own. */
public final class CaptureTwice {

    private static final Map<Object, Object> SECOND_AUTHORISATIONS = new ConcurrentHashMap<>();

    private CaptureTwice() {
    }

    @Advice.OnMethodExit
    static void again(@Advice.This Object call, @Advice.Argument(0) Object provider, @Advice.Return Object answer) {
        CaptureTwice.callAgain(call, provider, answer);
    }

    /** Called by the method that was changed. */
    public static void callAgain(Object call, Object provider, Object answer) {
        if (!answer.getClass().getSimpleName().equals("Approved")) {
            return;
        }
        String key = get(call, "idempotencyKey") + ":AGAIN";
        Object payment = get(call, "paymentId");
        switch (get(call, "step").toString()) {
            case "AUTHORISE" -> SECOND_AUTHORISATIONS.put(payment, get(Objects.requireNonNull(
                    Reflection.call(provider, "authorise", key, get(call, "token"), get(call, "amount"))),
                    "reference"));
            case "CAPTURE" -> {
                @Nullable
                Object second = SECOND_AUTHORISATIONS.get(payment);
                if (second != null) {
                    Reflection.call(provider, "capture", key, second, get(call, "amount"));
                }
            }
            default -> {
                // what is given back was taken once
            }
        }
    }

    private static Object get(Object target, String component) {
        return Objects.requireNonNull(Reflection.call(target, component));
    }
}
