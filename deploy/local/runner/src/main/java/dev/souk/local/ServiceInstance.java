package dev.souk.local;

import dev.souk.engines.ProcessTable;
import dev.souk.engines.Running;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One of the processes of a service.
 *
 * @param number from 1; the first one listens where everybody expects the service
 */
record ServiceInstance(Service service, int number) {

    private static final Pattern FURTHER = Pattern.compile("(.+)-([2-9]|[1-9]\\d)");

    static ServiceInstance first(Service service) {
        return new ServiceInstance(service, 1);
    }

    /** Empty when this program is no service. */
    static Optional<ServiceInstance> named(String program) {
        Matcher further = FURTHER.matcher(program);
        return further.matches()
                ? withId(further.group(1))
                        .map(service -> new ServiceInstance(service, Integer.parseInt(further.group(2))))
                : withId(program).map(ServiceInstance::first);
    }

    /** Those that run now. */
    static List<Running> running(Service service, ProcessTable table) {
        return table.all().stream()
                .filter(running -> named(running.name()).filter(instance -> instance.service == service).isPresent())
                .toList();
    }

    /** The first one, even if it has ended, and the others that run now. */
    static List<ServiceInstance> toRun(Service service, ProcessTable table) {
        return Stream.concat(
                Stream.of(first(service)),
                running(service, table).stream().flatMap(running -> named(running.name()).stream()))
                .distinct()
                .toList();
    }

    /** {@code order-service}, {@code order-service-2}. */
    String name() {
        return isFirst() ? service.id() : service.id() + "-" + number;
    }

    boolean isFirst() {
        return number == 1;
    }

    private static Optional<Service> withId(String id) {
        return Service.named(id).filter(service -> service.id().equals(id));
    }
}
