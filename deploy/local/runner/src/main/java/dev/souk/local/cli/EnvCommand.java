package dev.souk.local.cli;

import dev.souk.local.ComposeEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "env", mixinStandardHelpOptions = true, description = "Writes .env with this checkout's secrets, for docker compose.")
final class EnvCommand implements Runnable {

    @Mixin
    private final AtHome at = new AtHome();

    @Override
    public void run() {
        ComposeEnvironment.write(at.home());
        at.out().println("wrote .env: docker compose up --build");
    }
}
