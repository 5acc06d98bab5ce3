package dev.souk.payment.provider;

/** The provider does not know us, or does not let us: nothing was done, and nothing will be before an operator mends it. */
public final class ProviderMisconfigured extends RuntimeException {

    public ProviderMisconfigured(String message) {
        super(message);
    }
}
