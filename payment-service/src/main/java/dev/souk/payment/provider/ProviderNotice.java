package dev.souk.payment.provider;

/**
 * The answer to a call, told by webhook: the same fact as the direct answer, which may come earlier, later or never.
 *
 * @param eventId the provider's id of the event; the same event may be told often
 * @param idempotencyKey of the call
 */
public record ProviderNotice(String eventId, String idempotencyKey, ProviderAnswer answer) {}
