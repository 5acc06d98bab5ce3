package dev.souk.local;

import java.util.ArrayList;
import java.util.List;

/** @param executor where the XXL-JOB executor listens; 0 for services that are none */
record InstancePorts(int server, int management, int executor) {

    static InstancePorts first(Service service, PlatformPorts ports) {
        int server = ports.of(service);
        return new InstancePorts(
                server, server + Service.MANAGEMENT_DISTANCE, service == Service.JOBS ? ports.executor() : 0);
    }

    static InstancePorts further(Service service) {
        FreeServicePorts free = new FreeServicePorts();
        int server = free.nextWithManagement();
        return new InstancePorts(
                server, server + Service.MANAGEMENT_DISTANCE, service == Service.JOBS ? free.next() : 0);
    }

    /** Of a process whose ports were recorded in the order of {@link #all()}. */
    static InstancePorts of(List<Integer> recorded) {
        return new InstancePorts(recorded.get(0), recorded.get(1), recorded.size() > 2 ? recorded.get(2) : 0);
    }

    List<Integer> all() {
        List<Integer> all = new ArrayList<>(List.of(server, management));
        if (executor > 0) {
            all.add(executor);
        }
        return all;
    }
}
