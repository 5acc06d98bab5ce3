package dev.souk.payment.reconciliation;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

import dev.souk.payment.provider.ProviderStatements;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Compares, day by day, what the provider says that it moved with what our ledger has. A movement is the same in both when it
 * has the provider's reference, whenever each of the two recorded it; so an answer that came a day late is no difference for
 * long. Movements of other providers and from before references were kept are not compared.
 */
@Service
public class Reconciliation {

    private static final Logger log = LoggerFactory.getLogger(Reconciliation.class);

    private final ProviderStatements statements;
    private final ReconciliationRepository repository;
    private final TransactionTemplate transaction;
    private final MeterRegistry meters;
    private final Clock clock;

    Reconciliation(ProviderStatements statements, ReconciliationRepository repository, TransactionTemplate transaction,
            MeterRegistry meters, Clock clock) {
        this.statements = statements;
        this.repository = repository;
        this.transaction = transaction;
        this.meters = meters;
        this.clock = clock;
        meters.gauge("souk.payments.reconciliation.open", repository, it -> it.countOpen(statements.provider()));
    }

    /**
     * @param days that were compared
     * @param differences that were found in them
     * @param open differences of all days that are not resolved, with this provider
     * @param more whether days are left that are over
     */
    public record Result(int days, int differences, int open, boolean more) {}

    /**
     * Compares the days that are over and were not compared yet, the oldest first. May run twice or overlap.
     *
     * @param limit how many days at most
     * @throws dev.souk.payment.provider.ProviderUnavailable when a statement could not be read; days before it are done
     */
    public Result reconcileDue(int limit) {
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        var due = repository.firstDue(statements.provider()).orElse(today.minusDays(1)).datesUntil(today).toList();
        int differences = 0;
        for (LocalDate day : due.subList(0, Math.min(limit, due.size()))) {
            differences += reconcile(day);
        }
        return new Result(Math.min(limit, due.size()), differences, repository.countOpen(statements.provider()),
                due.size() > limit);
    }

    /**
     * Compares one day; the result replaces that of an earlier comparison.
     *
     * @return how many differences were found that were not known
     */
    int reconcile(LocalDate day) {
        read(day);
        // clocks differ a little: what we recorded just before midnight may have the next day's date there
        read(day.plusDays(1));
        return transaction.execute(_ -> compare(day));
    }

    private void read(LocalDate day) {
        statements.read(day, lines -> transaction
                .executeWithoutResult(_ -> repository.keep(statements.provider(), lines)));
    }

    private int compare(LocalDate day) {
        var provider = statements.provider();
        var now = clock.instant();
        repository.resolve(provider, now);
        var found = repository.findDifferences(provider, day, now);
        for (Difference difference : found) {
            meters.counter("souk.payments.reconciliation.differences", "kind", difference.kind().name()).increment();
            log.error("Reconciliation of {} with {}: movement {} differs ({}): ours {}, theirs {}", day, provider,
                    difference.reference(), difference.kind(), difference.ours(), difference.theirs());
        }
        repository.record(provider, day, now);
        return found.size();
    }

    /**
     * An operator has seen to a difference that stays one, such as a dispute. The first resolution counts.
     *
     * @param note what the operator found
     * @throws DifferenceNotFound when there is none with this provider
     */
    public Difference resolve(long id, UUID operator, String note) {
        return repository.resolve(statements.provider(), id, operator, note)
                .orElseThrow(() -> new DifferenceNotFound(id));
    }

    /** Days that were compared, the newest first. */
    public List<ReconciledDay> daysBefore(LocalDate day, int limit) {
        return repository.daysBefore(statements.provider(), day, limit);
    }

    /** Differences with this provider, the newest first. */
    public List<Difference> differencesBefore(long id, boolean openOnly, int limit) {
        return repository.differencesBefore(statements.provider(), id, openOnly, limit);
    }
}
