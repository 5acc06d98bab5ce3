package dev.souk.payment.sandbox;

/**
 * What the sandbox decided about a request; it never decides otherwise for the same key.
 *
 * @param detail of a yes the name of what was done, of a no why
 */
public record SandboxAnswer(boolean approved, String detail) {

    static SandboxAnswer approved(String reference) {
        return new SandboxAnswer(true, reference);
    }

    static SandboxAnswer refused(String reason) {
        return new SandboxAnswer(false, reason);
    }
}
