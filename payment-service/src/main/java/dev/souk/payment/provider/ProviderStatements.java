package dev.souk.payment.provider;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;

/** What the provider says that it moved, day by day. */
public interface ProviderStatements {

    /** The provider's name. */
    String provider();

    /**
     * Reads everything that moved on a day, page by page. Never call it inside a database transaction.
     *
     * @param day in UTC; one that is not over yet gives what moved so far
     * @throws ProviderUnavailable when it could not be read to its end
     * @throws ProviderMisconfigured when an operator has to mend our access first
     */
    void read(LocalDate day, Consumer<List<StatementLine>> page);
}
