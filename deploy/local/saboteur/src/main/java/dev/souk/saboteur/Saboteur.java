package dev.souk.saboteur;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;

/** Gives orders to one running service; see the package. */
public final class Saboteur {

    /** The exit status of a process that has ended at a {@link KillPoint}: as if {@code kill -9} had ended it. */
    public static final int KILLED = 137;

    private final long pid;

    private Saboteur(long pid) {
        this.pid = pid;
    }

    /**
     * An option for the JVM of a service that is to be started: its clock is off from the beginning.
     *
     * @param offset positive when it is fast
     * @throws SabotageFailed when this class was not loaded from its jar
     */
    public static String clockOff(Duration offset) {
        return "-javaagent:" + jar() + "=clock " + offset;
    }

    /** @param pid of the service's JVM, which runs as the same user as this one */
    public static Saboteur of(long pid) {
        return new Saboteur(pid);
    }

    /**
     * Ends the process as {@code kill -9} would, at a point that it passes again and again. Replaces what was ordered for
     * this point before.
     *
     * @param passing at which passing from now on: 1 for the next one
     * @throws SabotageFailed when the process cannot be reached, or never passes there
     */
    public void killAt(KillPoint point, int passing) {
        if (passing < 1) {
            throw new IllegalArgumentException("The first passing is number 1, there is no " + passing);
        }
        order("kill " + point.id() + " " + passing);
    }

    /** Calls off what was ordered by {@link #killAt}. */
    public void disarm() {
        order("disarm");
    }

    /** @throws SabotageFailed when the process cannot be reached, or has no such code */
    public void introduce(Bug bug) {
        order("bug " + bug.id());
    }

    /** Takes out what {@link #introduce} put in; what the defect did to data stays done. */
    public void mend(Bug bug) {
        order("mend " + bug.id());
    }

    private void order(String order) {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            try {
                machine.loadAgent(jar().toString(), order);
            } finally {
                machine.detach();
            }
        } catch (AgentInitializationException e) {
            throw new SabotageFailed("Process " + pid + " refused '" + order + "' and says why in its log", e);
        } catch (AttachNotSupportedException | AgentLoadException | IOException e) {
            throw new SabotageFailed("Process " + pid + " cannot be reached for '" + order + "': " + e.getMessage(), e);
        }
    }

    /** @throws SabotageFailed when this class was not loaded from its jar */
    private static Path jar() {
        try {
            Path jar = Path.of(Saboteur.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            if (!jar.toString().endsWith(".jar")) {
                throw new SabotageFailed("There is no agent but only " + jar + ": run mvn package");
            }
            return jar;
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
