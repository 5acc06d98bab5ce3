package dev.souk.local.cli;

import dev.souk.local.seed.Seeding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "seed", mixinStandardHelpOptions = true, description = "Fills the catalogue with demonstration products, once.")
final class SeedCommand implements Runnable {

    @Mixin
    private final AtHome at = new AtHome();

    @Override
    public void run() {
        if (!new Seeding(at.readyPlatform(), at.out()::println).seedOnce()) {
            at.out().println("The demonstration products are there already.");
        }
    }
}
