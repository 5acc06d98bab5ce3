package dev.souk.product.imports;

import org.jspecify.annotations.Nullable;

/**
 * A line of a feed, unread.
 *
 * @param number from 1
 * @param content null when the line is longer than a line may be
 */
record FeedLine(long number, byte @Nullable [] content) {

    boolean isBlank() {
        if (content == null) {
            return false;
        }
        for (byte character : content) {
            if (character != ' ' && character != '\t' && character != '\r') {
                return false;
            }
        }
        return true;
    }
}
