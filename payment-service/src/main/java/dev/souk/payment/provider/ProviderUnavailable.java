package dev.souk.payment.provider;

/** The provider gave no answer. Whether it did the work is unknown: ask again with the same key. */
public final class ProviderUnavailable extends RuntimeException {

    public ProviderUnavailable(String message) {
        super(message);
    }
}
