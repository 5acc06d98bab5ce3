package dev.souk.test;

/**
 * An SMTP server that keeps what it is sent.
 *
 * @param api where mail can be read: {@code GET <api>/api/user/<address>/messages}
 */
public record MailServer(String host, int smtpPort, String api) {}
