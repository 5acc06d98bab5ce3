package dev.souk.local.check;

import dev.souk.local.Service;
import dev.souk.local.check.ServiceDatabases.Rows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Ids of messages in several databases as one ascending sequence. They are read in pieces, as there may be more than memory
 * holds; what is committed after the queries were sent is not among them.
 */
final class SortedIds implements AutoCloseable {

    /** @param whose second column of the query: what else is to be known of it */
    record Id(String id, Service service, String whose) {}

    private final List<Source> sources;
    private final PriorityQueue<Source> unread;
    private long count;

    /** @param sql selects ids and a text, in the order of the ids */
    SortedIds(ServiceDatabases databases, List<Service> services, String sql) {
        sources = services.stream().map(service -> new Source(service, databases.rows(service, sql))).toList();
        unread = sources.stream().filter(Source::advance)
                .collect(Collectors.toCollection(() -> new PriorityQueue<>(Comparator.comparing(Source::head))));
    }

    /** Reads both to the end. */
    Finding missingIn(SortedIds others, Predicate<Id> excused, Function<Id, String> says) {
        List<String> missing = new ArrayList<>();
        Id other = others.next();
        for (Id id = next(); id != null; id = next()) {
            while (other != null && other.id().compareTo(id.id()) < 0) {
                other = others.next();
            }
            boolean found = other != null && other.id().equals(id.id());
            if (!found && missing.size() < Look.SHOWN && !excused.test(id)) {
                missing.add(says.apply(id));
            }
        }
        return new Finding(count, missing);
    }

    private @Nullable Id next() {
        Source least = unread.poll();
        if (least == null) {
            return null;
        }
        count++;
        Id id = new Id(least.head(), least.service, least.rows.text(2));
        if (least.advance()) {
            unread.add(least);
        }
        return id;
    }

    @Override
    public void close() {
        sources.forEach(source -> source.rows.close());
    }

    private static final class Source {

        private final Service service;
        private final Rows rows;

        Source(Service service, Rows rows) {
            this.service = service;
            this.rows = rows;
        }

        boolean advance() {
            return rows.next();
        }

        /** As text, ids have the same order as in PostgreSQL. */
        String head() {
            return rows.text(1);
        }
    }
}
