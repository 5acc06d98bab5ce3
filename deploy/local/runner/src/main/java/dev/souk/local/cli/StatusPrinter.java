package dev.souk.local.cli;

import dev.souk.local.PlatformStatus;
import dev.souk.local.PlatformStatus.ProgramStatus;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Shows the status to a person, or to a machine in the form that api.md fixes. */
final class StatusPrinter {

    private final PrintWriter out;

    StatusPrinter(PrintWriter out) {
        this.out = out;
    }

    void print(PlatformStatus status, boolean asJson) {
        if (asJson) {
            out.println(json(status));
        } else {
            table(status);
        }
        out.flush();
    }

    static String json(PlatformStatus status) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("ready", status.ready());
        document.put("readyInSeconds", status.readyInSeconds());
        document.put("residentMiB", status.residentMiB());
        document.put("services", status.services().stream().map(StatusPrinter::json).toList());
        document.put("engines", status.engines().stream().map(StatusPrinter::json).toList());
        document.put("addresses", status.addresses());
        return new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(document);
    }

    private static Map<String, Object> json(ProgramStatus program) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", program.name());
        document.put("state", program.state().name().toLowerCase(Locale.ROOT));
        document.put("port", program.port());
        document.put("pid", program.pid());
        document.put("residentMiB", program.residentMiB());
        return document;
    }

    private void table(PlatformStatus status) {
        out.println();
        List<ProgramStatus> all = new ArrayList<>(status.engines());
        all.addAll(status.services());
        out.printf("  %-22s %-9s %6s %9s %7s%n", "", "state", "port", "pid", "MiB");
        all.forEach(program -> out.printf(
                "  %-22s %-9s %6d %9s %7s%n",
                program.name(),
                program.state().name().toLowerCase(Locale.ROOT),
                program.port(),
                program.pid() == null ? "-" : program.pid().toString(),
                program.pid() == null ? "-" : Long.toString(program.residentMiB())));
        out.println();
        status.addresses().forEach((name, address) -> out.printf("  %-14s %s%n", name, address));
        out.println();
        out.println(summary(status));
    }

    private static String summary(PlatformStatus status) {
        if (!status.ready()) {
            return "Not everything is ready: ./souk up starts what does not run.";
        }
        String start = status.readyInSeconds() == null
                ? ""
                : String.format(Locale.ROOT, ", started in %.1f s", status.readyInSeconds());
        return "Ready%s, %d MiB resident. Next: ./souk demo".formatted(start, status.residentMiB());
    }
}
