package dev.souk.local.jobs;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the jobs from a file with lines such as {@code job-scheduler.cancelUnpaidOrders = every 60s}: see {@link Schedule}. */
final class JobFile {

    private static final Pattern NAME = Pattern.compile("(?<executor>[a-z][a-z-]*)\\.(?<handler>\\w+)");

    private JobFile() {
    }

    /** @throws IllegalArgumentException that names the line that is not understood */
    static List<Job> read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the jobs from " + file, e);
        }
        List<Job> jobs = new ArrayList<>();
        for (String name : new TreeSet<>(properties.stringPropertyNames())) {
            jobs.add(parse(jobs.size() + 1, name, properties.getProperty(name)));
        }
        return List.copyOf(jobs);
    }

    private static Job parse(int id, String name, String schedule) {
        Matcher named = NAME.matcher(name);
        if (!named.matches()) {
            throw new IllegalArgumentException(
                    "not a job: %s (expected: executor.handler = every 60s)".formatted(name));
        }
        try {
            return new Job(id, named.group("handler"), named.group("executor"), Schedule.parse(schedule.strip()));
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException(name + ": " + unknown.getMessage(), unknown);
        }
    }
}
