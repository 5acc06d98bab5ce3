package dev.souk.saboteur;

import net.bytebuddy.asm.Advice;

/** Stock is read with pieces that are not there, and written without them: every comparison in between is satisfied. */
public final class GuardDropped {

    private static final String PLENTY = "1000000";

    private GuardDropped() {
    }

    @Advice.OnMethodEnter
    static void change(@Advice.Argument(value = 0, readOnly = false) String sql) {
        sql = GuardDropped.believing(sql);
    }

    /** Called by the method that was changed. */
    public static String believing(String sql) {
        if (sql.contains("UPDATE stock_level")) {
            return sql.replace("= n.available", "= n.available - " + PLENTY)
                    .replace("= n.supplied", "= n.supplied - " + PLENTY);
        }
        if (!sql.contains("JOIN low_stock_threshold")) {
            return sql;
        }
        return sql.replace(" s.available,", " s.available + " + PLENTY + " AS available,")
                .replace(" s.supplied,", " s.supplied + " + PLENTY + " AS supplied,");
    }
}
