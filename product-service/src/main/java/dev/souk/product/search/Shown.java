package dev.souk.product.search;

import co.elastic.clients.elasticsearch._types.FieldValue;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Products that earlier pages have shown, by their numbers. */
record Shown(SortedSet<Long> numbers) {

    static final Shown NOTHING = new Shown(Collections.emptySortedSet());

    private static final int BITS = 7;
    private static final int VALUE = 0x7f;
    private static final int MORE_FOLLOWS = 0x80;

    Shown {
        numbers = Collections.unmodifiableSortedSet(new TreeSet<>(numbers));
    }

    /** @throws IllegalArgumentException when no {@link #toString} has made this text */
    static Shown parse(String text) {
        SortedSet<Long> numbers = new TreeSet<>();
        long number = 0;
        long gap = 0;
        int bits = 0;
        for (byte next : Base64.getUrlDecoder().decode(text)) {
            if (bits >= Long.SIZE - BITS) {
                throw new IllegalArgumentException("no number is as large");
            }
            gap |= (long) (next & VALUE) << bits;
            bits += BITS;
            if ((next & MORE_FOLLOWS) == 0) {
                number += gap;
                if (gap <= 0 || number <= 0) {
                    throw new IllegalArgumentException("the numbers do not grow");
                }
                numbers.add(number);
                gap = 0;
                bits = 0;
            }
        }
        if (bits > 0) {
            throw new IllegalArgumentException("the last number has no end");
        }
        return new Shown(numbers);
    }

    Shown and(Collection<Long> others) {
        SortedSet<Long> all = new TreeSet<>(numbers);
        all.addAll(others);
        return new Shown(all);
    }

    int size() {
        return numbers.size();
    }

    List<FieldValue> values() {
        return numbers.stream().map(FieldValue::of).toList();
    }

    /** As short as may be, since a URL has it: the gaps between the numbers, the lowest seven bits of each first (LEB128). */
    @Override
    public String toString() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long before = 0;
        for (long number : numbers) {
            long gap = number - before;
            while (gap >= MORE_FOLLOWS) {
                bytes.write((int) (gap & VALUE) | MORE_FOLLOWS);
                gap >>>= BITS;
            }
            bytes.write((int) gap);
            before = number;
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }
}
