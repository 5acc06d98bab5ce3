package dev.souk.local.check;

import dev.souk.local.Service;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The ways in which rules look at databases. */
final class Look {

    /** As many offenders of one rule as are of use to a person. */
    static final int SHOWN = 50;

    private Look() {
    }

    /**
     * Holds when a query finds no row.
     *
     * @param count SQL for the number of rows that are looked at
     * @param offenders SQL for one text for each row that breaks the rule
     */
    static Function<ServiceDatabases, Finding> none(Service service, String count, String offenders) {
        return databases -> new Finding(
                databases.number(service, count),
                databases.texts(service, offenders + " limit " + SHOWN));
    }

    /** Holds when two queries for (id, amount) give each id the same amount; a missing one counts as 0. */
    static Function<ServiceDatabases, Finding> equal(
            Service oneSide, String one, Service otherSide, String other) {
        return compared(oneSide, one, otherSide, other, "0");
    }

    /**
     * As {@link #equal(Service, String, Service, String)}, for two sides of one database.
     *
     * @param here what the first query reads, as a person is told
     * @param there what the second one reads
     */
    static Function<ServiceDatabases, Finding> equal(
            Service service, String here, String one, String there, String other) {
        return databases -> compare(here, databases.pairs(service, one), there, databases.pairs(service, other), "0");
    }

    /** Holds when two queries for (id, text) give each id the same text, or none. */
    static Function<ServiceDatabases, Finding> same(Service oneSide, String one, Service otherSide, String other) {
        return compared(oneSide, one, otherSide, other, "nothing");
    }

    private static Function<ServiceDatabases, Finding> compared(Service oneSide, String one, Service otherSide,
            String other, String missing) {
        return databases -> compare(oneSide.id(), databases.pairs(oneSide, one), otherSide.id(),
                databases.pairs(otherSide, other), missing);
    }

    /** Holds when the query finds no row in any of the databases. */
    static Function<ServiceDatabases, Finding> noneIn(List<Service> services, String count, String offenders) {
        return databases -> new Finding(
                services.stream().mapToLong(service -> databases.number(service, count)).sum(),
                services.stream()
                        .flatMap(service -> databases.texts(service, offenders + " limit " + SHOWN).stream()
                                .map(offender -> service.id() + " " + offender))
                        .limit(SHOWN)
                        .toList());
    }

    private static Finding compare(String here, Map<String, String> one, String there, Map<String, String> other,
            String missing) {
        Set<String> ids = new LinkedHashSet<>(one.keySet());
        ids.addAll(other.keySet());
        Stream<String> different = ids.stream()
                .filter(id -> !one.getOrDefault(id, missing).equals(other.getOrDefault(id, missing)))
                .map(id -> "%s: %s in %s, %s in %s".formatted(id, one.getOrDefault(id, missing), here,
                        other.getOrDefault(id, missing), there));
        return new Finding(ids.size(), different.limit(SHOWN).toList());
    }
}
