package dev.souk.payment.provider;

/** A webhook that nobody needs to believe. */
public final class WebhookRefused extends RuntimeException {

    public WebhookRefused(String message) {
        super(message);
    }
}
