package dev.souk.product.media;

/**
 * The part of all uploads that one worker looks after, by a hash of the image's id.
 *
 * @param index from 0
 * @param count how many parts there are, up to {@value #MAX_COUNT}
 */
public record Shard(int index, int count) {

    public static final int MAX_COUNT = 1_024;

    public Shard {
        if (count < 1 || count > MAX_COUNT || index < 0 || index >= count) {
            throw new IllegalArgumentException("There is no shard " + index + " of " + count);
        }
    }
}
