package dev.souk.payment.ledger;

import java.time.Clock;
import java.util.Collection;
import java.util.List;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The books. The database itself refuses a change of an entry, a movement that does not sum to zero, and the same movement
 * twice.
 */
@Service
public class Ledger {

    private final LedgerRepository entries;
    private final Clock clock;

    Ledger(LedgerRepository entries, Clock clock) {
        this.entries = entries;
        this.clock = clock;
    }

    /** Records movements in the transaction of the state change that they belong to. One of nothing leaves no entry. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(Collection<Movement> movements) {
        if (!movements.isEmpty()) {
            entries.insert(movements, clock.instant());
        }
    }

    /** Every account in every currency that it was used in. */
    @Transactional(readOnly = true)
    public List<AccountBalance> balances() {
        return entries.balances();
    }

    /** The newest entries first. */
    @Transactional(readOnly = true)
    public List<LedgerEntry> entriesBefore(long id, int limit) {
        return entries.entriesBefore(id, limit);
    }
}
