package dev.souk.bench;

import java.io.File;
import java.util.ArrayList;
import java.util.List;

/** How another program is started with the JVM of this process. */
final class JavaCommand {

    private JavaCommand() {
    }

    static List<String> of(List<String> flags, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
        command.addAll(flags);
        command.addAll(List.of(arguments));
        return command;
    }

    /** A class of this module. */
    static List<String> of(List<String> flags, Class<?> main, String... arguments) {
        List<String> command = of(flags, "-cp", System.getProperty("java.class.path"), main.getName());
        command.addAll(List.of(arguments));
        return command;
    }
}
