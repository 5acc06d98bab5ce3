package dev.souk.product.catalogue;

import java.util.Map;

/**
 * JSON objects as text. An interface because the rules of the catalogue know no JSON library; values are texts, whole and
 * decimal numbers, truth values, null, lists and maps of these.
 */
public interface JsonObjects {

    /** The text says no object. */
    final class Unreadable extends RuntimeException {

        public Unreadable(String message) {
            super(message);
        }
    }

    String write(Map<String, ?> object);

    /** @throws Unreadable when it is anything else than exactly one object, or one that has a key twice */
    Map<String, Object> read(byte[] utf8);
}
