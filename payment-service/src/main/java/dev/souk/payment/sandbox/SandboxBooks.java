package dev.souk.payment.sandbox;

import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import dev.souk.common.money.Money;
import dev.souk.payment.provider.ProviderAnswer;

/** The tables of the schema {@code sandbox}. */
@Repository
class SandboxBooks {

    private final JdbcClient jdbc;

    SandboxBooks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return how often this key was asked for, this time included */
    int countAsk(String key, String operation) {
        return jdbc.sql("""
                INSERT INTO sandbox.request AS r (idempotency_key, operation, asked) VALUES (:key, :operation, 1)
                ON CONFLICT (idempotency_key) DO UPDATE SET asked = r.asked + 1 RETURNING asked""")
                .param("key", key).param("operation", operation).query(Integer.class).single();
    }

    /** The key must have been counted before; it stays locked until the transaction ends. */
    Optional<ProviderAnswer> answerTo(String key) {
        jdbc.sql("SELECT 1 FROM sandbox.request WHERE idempotency_key = :key FOR UPDATE").param("key", key)
                .query(Integer.class).single();
        return jdbc.sql("""
                SELECT approved, detail FROM sandbox.request
                WHERE idempotency_key = :key AND approved IS NOT NULL""")
                .param("key", key)
                .query((row, _) -> row.getBoolean("approved")
                        ? (ProviderAnswer) new ProviderAnswer.Approved(row.getString("detail"))
                        : new ProviderAnswer.Refused(row.getString("detail")))
                .optional();
    }

    void remember(String key, ProviderAnswer answer) {
        boolean approved = answer instanceof ProviderAnswer.Approved;
        var detail = switch (answer) {
            case ProviderAnswer.Approved(String reference) -> reference;
            case ProviderAnswer.Refused(String reason) -> reason;
        };
        jdbc.sql("UPDATE sandbox.request SET approved = :approved, detail = :detail WHERE idempotency_key = :key")
                .param("approved", approved).param("detail", detail).param("key", key).update();
    }

    void open(String reference, String token, Money amount) {
        jdbc.sql("""
                INSERT INTO sandbox.authorisation (reference, token, amount, currency)
                VALUES (:reference, :token, :amount, :currency)""")
                .param("reference", reference).param("token", token).param("amount", amount.amount())
                .param("currency", amount.currency().getCurrencyCode()).update();
    }

    String tokenOf(String reference) {
        return jdbc.sql("SELECT token FROM sandbox.authorisation WHERE reference = :reference")
                .param("reference", reference).query(String.class).single();
    }

    /** @return how many captures of this authorisation were asked for, each under a key of its own, this one included */
    int countCapture(String reference) {
        return jdbc.sql("""
                UPDATE sandbox.authorisation SET captures_asked = captures_asked + 1
                WHERE reference = :reference RETURNING captures_asked""")
                .param("reference", reference).query(Integer.class).single();
    }

    boolean capture(String reference, Money amount) {
        return jdbc
                .sql("""
                        UPDATE sandbox.authorisation SET captured = :amount
                        WHERE reference = :reference AND currency = :currency AND NOT voided AND captured = 0 AND amount >= :amount""")
                .param("reference", reference).param("amount", amount.amount())
                .param("currency", amount.currency().getCurrencyCode()).update() == 1;
    }

    boolean voidIt(String reference) {
        return jdbc.sql("UPDATE sandbox.authorisation SET voided = true WHERE reference = :reference AND captured = 0")
                .param("reference", reference).update() == 1;
    }

    boolean refund(String reference, Money amount) {
        return jdbc.sql("""
                UPDATE sandbox.authorisation SET refunded = refunded + :amount
                WHERE reference = :reference AND currency = :currency AND refunded + :amount <= captured""")
                .param("reference", reference).param("amount", amount.amount())
                .param("currency", amount.currency().getCurrencyCode()).update() == 1;
    }
}
