package dev.souk.local.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Started in the background by {@code up}. */
@Command(name = "train", hidden = true, description = "Makes the caches with which services start faster.")
final class TrainCommand implements Runnable {

    @Mixin
    private final AtHome at = new AtHome();

    @Override
    public void run() {
        at.runnerOfRunning().train();
    }
}
