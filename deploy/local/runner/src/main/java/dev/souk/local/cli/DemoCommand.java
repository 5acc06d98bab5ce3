package dev.souk.local.cli;

import dev.souk.local.demo.Demo;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

@Command(name = "demo", mixinStandardHelpOptions = true, description = "Plays shoppers: a good order, a declined card, ten buyers for three pieces.")
final class DemoCommand implements Callable<Integer> {

    @Mixin
    private final AtHome at = new AtHome();

    @Override
    public Integer call() {
        boolean wentWell = new Demo(at.readyPlatform(), at.out()).play();
        return wentWell ? ExitCode.OK : ExitCode.SOFTWARE;
    }
}
