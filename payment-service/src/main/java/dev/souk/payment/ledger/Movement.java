package dev.souk.payment.ledger;

import java.util.List;
import java.util.UUID;

import dev.souk.common.money.Money;

/**
 * Money that moved between us and the provider.
 *
 * @param id of what caused it: the same movement is recorded once only
 * @param reference the provider's name of the movement, which its statement has, too
 */
public record Movement(UUID id, Kind kind, UUID orderId, UUID paymentId, Money amount, String reference) {

    /** In which direction. */
    public enum Kind {
        CAPTURE,
        REFUND
    }

    /** One side of a movement; debits are positive, credits negative. */
    record Entry(Account account, Money amount) {}

    /** Two entries that sum to zero. */
    List<Entry> entries() {
        var credit = Money.zero(amount.currency()).minus(amount);
        return switch (kind) {
            case CAPTURE -> List.of(new Entry(Account.PROVIDER, amount), new Entry(Account.SALES, credit));
            case REFUND -> List.of(new Entry(Account.REFUNDS, amount), new Entry(Account.PROVIDER, credit));
        };
    }
}
