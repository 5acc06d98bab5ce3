package dev.souk.test;

import java.math.BigInteger;
import java.util.concurrent.ThreadLocalRandom;

/** Names that two tests do not share, although they share an engine. */
public final class TestNames {

    private static final int RADIX = 36;
    private static final int BITS = 60;

    private TestNames() {
    }

    /** The prefix, a hyphen, and about twelve lower-case letters and digits. */
    public static String unique(String prefix) {
        return prefix + "-" + new BigInteger(BITS, ThreadLocalRandom.current()).toString(RADIX);
    }
}
