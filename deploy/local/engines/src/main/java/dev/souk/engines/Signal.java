package dev.souk.engines;

import java.util.List;

/** Sends signals, also those that {@link ProcessHandle} has no method for. */
final class Signal {

    private Signal() {
    }

    static void send(StopSignal signal, long pid) {
        switch (signal) {
            case TERM -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
            case KILL -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            case INT -> send("INT", pid);
        }
    }

    /** The process does nothing more until it is thawed or killed. */
    static void freeze(long pid) {
        send("STOP", pid);
    }

    static void thaw(long pid) {
        send("CONT", pid);
    }

    private static void send(String name, long pid) {
        Shell.succeeds(List.of("/bin/sh", "-c", "kill -" + name + " " + pid));
    }
}
