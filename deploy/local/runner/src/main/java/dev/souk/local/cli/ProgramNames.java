package dev.souk.local.cli;

import dev.souk.local.PlatformRunner;
import dev.souk.local.Service;
import java.util.Arrays;
import java.util.Iterator;

/** The programs that a command can be about, for its help. */
final class ProgramNames implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
        return PlatformRunner.programNames().iterator();
    }

    /** Those of which there can be several instances. */
    static final class Services implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Service.values())
                    .filter(service -> service != Service.GATEWAY)
                    .map(Service::id)
                    .iterator();
        }
    }
}
