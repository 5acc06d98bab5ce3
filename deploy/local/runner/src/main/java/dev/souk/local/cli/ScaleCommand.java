package dev.souk.local.cli;

import dev.souk.local.Platform;
import dev.souk.local.PlatformRunner;
import dev.souk.local.Service;
import java.io.PrintWriter;
import java.net.URI;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "scale", mixinStandardHelpOptions = true, description = "Runs so many instances of a service; further ones listen on free ports.")
final class ScaleCommand implements Runnable {

    private static final int MOST = 9;

    @Mixin
    private final AtHome at = new AtHome();

    @Parameters(index = "0", paramLabel = "SERVICE", completionCandidates = ProgramNames.Services.class, description = "${COMPLETION-CANDIDATES}")
    private String name = "";

    @Parameters(index = "1", paramLabel = "N", description = "1 to 9")
    private int instances;

    @Override
    public void run() {
        Service service = Service.named(name)
                .orElseThrow(() -> at.wrongUsage("There is no service %s. Services: %s"
                        .formatted(name, String.join(", ", new ProgramNames.Services()))));
        if (service == Service.GATEWAY) {
            throw at.wrongUsage("gateway-service has one instance: it is the address");
        }
        if (instances < 1 || instances > MOST) {
            throw at.wrongUsage("N must be 1 to " + MOST);
        }
        Platform platform = at.runningPlatform();
        new PlatformRunner(platform).scale(service, instances);
        PrintWriter out = at.out();
        for (URI instance : platform.instances(service)) {
            out.println(service.id() + " at " + instance);
        }
    }
}
