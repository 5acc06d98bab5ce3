package dev.souk.local.check;

import dev.souk.local.DatabaseAddress;
import dev.souk.local.Pauses;
import dev.souk.local.Service;
import dev.souk.local.UserError;
import dev.souk.local.check.Checker.Verdict;
import dev.souk.local.jobs.JobTriggerClient;
import dev.souk.local.jobs.JobTriggerClient.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs the job that compares the search index with the catalogue, which repairs what differs. What had to be repaired is
 * broken this time; the next check finds it repaired.
 */
public final class SearchIndexCheck {

    private static final String JOB = "checkSearchIndex";
    private static final Pattern COMPARED = Pattern.compile("\\d+ products and (?<documents>\\d+) documents compared");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    private final JobTriggerClient jobs;
    private final Function<Service, DatabaseAddress> addresses;

    public SearchIndexCheck(JobTriggerClient jobs, Function<Service, DatabaseAddress> addresses) {
        this.jobs = jobs;
        this.addresses = addresses;
    }

    /** @param settling how long products may be on their way to the index, or an earlier run of the job may go on */
    public Verdict check(Duration settling) {
        return new Verdict(
                "search-index-equals-catalogue",
                "The search index has every published product as it is now, and nothing else.",
                look(settling));
    }

    private Finding look(Duration settling) {
        long deadline = System.nanoTime() + settling.toNanos();
        while (true) {
            try {
                List<Outcome> runs = jobs.runAndWait(JOB, PATIENCE);
                Finding finding = finding(published(), runs);
                boolean mayChange = runs.stream().allMatch(Outcome::succeeded);
                if (finding.holds() || !mayChange || System.nanoTime() > deadline) {
                    return finding;
                }
            } catch (UserError noTrigger) {
                return new Finding(published(), List.of(Objects.requireNonNull(noTrigger.getMessage())));
            }
            Pauses.of(LOOK_AGAIN);
        }
    }

    private long published() {
        try (ServiceDatabases databases = new ServiceDatabases(addresses)) {
            return databases.number(Service.PRODUCT, "select count(*) from product where status = 'PUBLISHED'");
        }
    }

    private static Finding finding(long published, List<Outcome> runs) {
        if (runs.isEmpty()) {
            return new Finding(published, List.of("nothing was compared, as no job-scheduler is free: ./souk status"));
        }
        List<String> failures = runs.stream().filter(run -> !run.succeeded()).map(SearchIndexCheck::failure).toList();
        if (!failures.isEmpty()) {
            return new Finding(published, failures);
        }
        long documents = runs.stream().mapToLong(SearchIndexCheck::documents).sum();
        return new Finding(published, documents == published
                ? List.of()
                : List.of("%d products are published, %d are in the index: ./souk logs product-service"
                        .formatted(published, documents)));
    }

    private static String failure(Outcome run) {
        if (!run.ended()) {
            return "the comparison goes on after %d s: look at ./souk jobs, then check again"
                    .formatted(PATIENCE.toSeconds());
        }
        return run.message() + (run.message().contains("not available")
                ? ": ./souk up starts what does not run, then check again"
                : ": check again");
    }

    private static long documents(Outcome run) {
        Matcher compared = COMPARED.matcher(run.message());
        if (!compared.find()) {
            throw new IllegalStateException("%s has ended without its counts: %s".formatted(JOB, run.message()));
        }
        return Long.parseLong(compared.group("documents"));
    }
}
