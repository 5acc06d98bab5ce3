package dev.souk.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a JVM with {@link #flag} writes about its collections: nothing is sampled, so nothing is missed. */
record GcLog(Path file) {

    /** {@code GC(7) Pause Young (Allocation Failure) 61M->24M(77M) 8.123ms}. */
    private static final Pattern COLLECTION = Pattern
            .compile("GC\\(\\d+\\) Pause (\\w+) .*?(\\d+)M->(\\d+)M\\((\\d+)M\\) ([\\d.]+)ms");

    String flag() {
        return "-Xlog:gc:file=" + file + ":uptime:filecount=0";
    }

    /** How many collections it tells of until now. */
    int collections() {
        return read().size();
    }

    /** What the heap was like since then. */
    HeapUse since(int collections) {
        List<Collection> later = read().stream().skip(collections).toList();
        return new HeapUse(later.stream().mapToInt(Collection::after).max().orElse(0),
                later.stream().mapToInt(Collection::committed).max().orElse(0), later.size(),
                later.stream().filter(Collection::full).count(),
                later.stream().mapToDouble(Collection::millis).sum());
    }

    /**
     * @param mostAfterCollection MiB in use right after a collection, at most: what lives, and in a young collection also
     *        what died among the old
     * @param mostCommitted MiB that the heap had from the system, at most
     * @param full how many of the collections were of the whole heap
     * @param pauseMillis of all of them together
     */
    record HeapUse(int mostAfterCollection, int mostCommitted, long collections, long full, double pauseMillis) {}

    private record Collection(boolean full, int after, int committed, double millis) {}

    private List<Collection> read() {
        try {
            List<Collection> collections = new ArrayList<>();
            for (String line : Files.readAllLines(file)) {
                Matcher collection = COLLECTION.matcher(line);
                if (collection.find()) {
                    collections.add(new Collection(collection.group(1).equals("Full"),
                            Integer.parseInt(collection.group(3)), Integer.parseInt(collection.group(4)),
                            Double.parseDouble(collection.group(5))));
                }
            }
            return collections;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read what the JVM says of its collections", unreadable);
        }
    }
}
