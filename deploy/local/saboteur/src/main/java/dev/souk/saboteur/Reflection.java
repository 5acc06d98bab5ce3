package dev.souk.saboteur;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Calls the code of services, whose types are not known here. */
final class Reflection {

    private Reflection() {
    }

    /** The only method of this name and number of parameters, whoever may call it. */
    static @Nullable Object call(Object target, String method, @Nullable Object... arguments) {
        try {
            Method found = Arrays.stream(target.getClass().getDeclaredMethods())
                    .filter(it -> it.getName().equals(method) && it.getParameterCount() == arguments.length)
                    .findFirst()
                    .orElseThrow(
                            () -> new SabotageFailed(target.getClass() + " has no method " + method + " any more"));
            found.setAccessible(true);
            return found.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new SabotageFailed(method, e.getCause());
        } catch (IllegalAccessException e) {
            throw new SabotageFailed(method, e);
        }
    }

    /** The class of this name beside the one of the target. */
    static Class<?> type(String name, Object target) {
        try {
            return Class.forName(name, true, target.getClass().getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new SabotageFailed("There is no " + name + " any more", e);
        }
    }
}
