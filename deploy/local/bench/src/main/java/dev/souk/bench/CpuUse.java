package dev.souk.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.souk.engines.Running;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the processors did, program by program, for each of some pieces of work. */
final class CpuUse {

    private static final OperatingSystemMXBean THIS_JVM = ManagementFactory
            .getPlatformMXBean(OperatingSystemMXBean.class);

    private final Stage stage;
    private final String client;
    private final List<Map<String, Double>> rounds = new ArrayList<>();

    /** @param client what this JVM is in the work */
    CpuUse(Stage stage, String client) {
        this.stage = stage;
        this.client = client;
    }

    /** Work of which one part is like the other. */
    @FunctionalInterface
    interface Work {

        /** @return of how many parts it was */
        long run();
    }

    /** Runs the work as one more round. */
    void during(Work work) {
        Map<String, Duration> before = used();
        long parts = work.run();
        Map<String, Double> round = new LinkedHashMap<>();
        used().forEach((program, after) -> round.put(program,
                after.minus(before.getOrDefault(program, Duration.ZERO)).toNanos() / 1e6 / parts));
        rounds.add(round);
    }

    /** Milliseconds of one processor that each part took; the programs in the order in which they were started. */
    Map<String, Spread> perPart() {
        return rounds.getFirst().keySet().stream().collect(Collectors.toMap(program -> program,
                program -> Spread.of(rounds.stream().mapToDouble(round -> round.getOrDefault(program, 0.0))),
                (one, _) -> one, LinkedHashMap::new));
    }

    private Map<String, Duration> used() {
        Map<String, Duration> used = new LinkedHashMap<>();
        for (Running program : stage.running()) {
            CpuTime.of(program.pid()).ifPresent(time -> used.put(program.name(), time));
        }
        used.put(client, Duration.ofNanos(THIS_JVM.getProcessCpuTime()));
        return used;
    }
}
