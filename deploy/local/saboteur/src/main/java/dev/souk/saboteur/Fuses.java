package dev.souk.saboteur;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import net.bytebuddy.asm.Advice;

/** Counts passings of points; called by the methods that were changed. */
public final class Fuses {

    /** By ordinal of the point; 0 is not armed. */
    private static final AtomicInteger[] LEFT = Arrays.stream(KillPoint.values())
            .map(_ -> new AtomicInteger())
            .toArray(AtomicInteger[]::new);

    private Fuses() {
    }

    static void arm(KillPoint point, int passing) {
        LEFT[point.ordinal()].set(passing);
    }

    static void disarm() {
        Arrays.stream(LEFT).forEach(left -> left.set(0));
    }

    /** Does not return when it is time. */
    public static void pass(int point) {
        if (LEFT[point].getAndUpdate(left -> Math.max(0, left - 1)) == 1) {
            Runtime.getRuntime().halt(Saboteur.KILLED);
        }
    }

    static Cut cut(KillPoint point) {
        Class<?> advice = point.moment() == KillPoint.Moment.BEFORE ? Before.class : After.class;
        return new Cut(point.place(), Advice.withCustomMapping()
                .bind(Ordinal.class, point.ordinal())
                .to(advice)
                .on(point.place().matcher()));
    }

    /** Of the point that an advice is for. */
    @Retention(RetentionPolicy.RUNTIME)
    @interface Ordinal {
    }

    private static final class Before {

        @Advice.OnMethodEnter
        static void pass(@Ordinal int point) {
            Fuses.pass(point);
        }
    }

    private static final class After {

        @Advice.OnMethodExit
        static void pass(@Ordinal int point) {
            Fuses.pass(point);
        }
    }
}
