package dev.souk.local.cli;

import dev.souk.local.UserError;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "open", mixinStandardHelpOptions = true, description = "Opens a page of the platform in the browser.")
final class OpenCommand implements Runnable {

    @Mixin
    private final AtHome at = new AtHome();

    @Parameters(arity = "0..1", paramLabel = "CONSOLE", defaultValue = "reference", description = "reference, nacos, mail (default: ${DEFAULT-VALUE})")
    private String console = "";

    @Override
    public void run() {
        SequencedMap<String, String> addresses = at.runningPlatform().addresses();
        String address = addresses.get(console);
        if (address == null || !address.startsWith("http")) {
            throw at.wrongUsage("There is no page named " + console);
        }
        PrintWriter out = at.out();
        out.println(address);
        boolean mac = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("mac");
        try {
            new ProcessBuilder(List.of(mac ? "open" : "xdg-open", address)).inheritIO().start();
        } catch (IOException _) {
            throw new UserError("No browser could be started; the address is " + address);
        }
    }
}
