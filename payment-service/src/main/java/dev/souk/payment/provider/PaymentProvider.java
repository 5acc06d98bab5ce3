package dev.souk.payment.provider;

import dev.souk.common.money.Money;

/**
 * Whoever moves the money. Calls go over a network: never make one inside a database transaction.
 *
 * <p>Every call carries an idempotency key. The provider does the work once per key and gives the same answer however often
 * it is asked, so after a lost answer the only right thing is to ask again with the same key.
 *
 * <p>Every method throws {@link ProviderUnavailable} when there was no answer: the work may have been done or not. It throws
 * {@link ProviderMisconfigured} when nothing was done because an operator has to mend our access first.
 */
public interface PaymentProvider {

    /** Its name. What it has authorised, only it can capture, void or refund. */
    String provider();

    /**
     * Sets the amount aside on the shopper's account.
     *
     * @param token the shopper's method, as the provider named it
     * @return approved with the reference of the authorisation, or refused
     */
    ProviderAnswer authorise(String idempotencyKey, String token, Money amount);

    /**
     * Takes what was set aside.
     *
     * @return approved with the reference of the movement in the provider's statement, or refused
     */
    ProviderAnswer capture(String idempotencyKey, String authorisation, Money amount);

    /** Lets go of what was set aside and not captured. */
    ProviderAnswer voidAuthorisation(String idempotencyKey, String authorisation);

    /**
     * Gives back some or all of what was captured.
     *
     * @return approved with the reference of the movement in the provider's statement, or refused
     */
    ProviderAnswer refund(String idempotencyKey, String authorisation, Money amount);
}
