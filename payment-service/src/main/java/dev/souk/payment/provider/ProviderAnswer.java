package dev.souk.payment.provider;

/** What a provider decided; it will never decide otherwise for the same key. */
public sealed interface ProviderAnswer {

    /** @param reference the provider's name for what it did */
    record Approved(String reference) implements ProviderAnswer {}

    /** @param reason a short code, for example {@code insufficient_funds} */
    record Refused(String reason) implements ProviderAnswer {}
}
