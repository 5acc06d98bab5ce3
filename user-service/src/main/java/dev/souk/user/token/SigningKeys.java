package dev.souk.user.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.souk.user.account.UserId;
import dev.souk.user.audit.SecurityEvent;
import dev.souk.user.audit.SecurityEventType;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The RSA keys that sign tokens. They live in the database, the private parts encrypted, so that every instance signs with the same key
 * and a restart invalidates nothing. The first instance of all makes the first key.
 *
 * <p><b>Rotation.</b> A new key is published for {@code keyLead} before it signs, so that nobody meets a token of a key that they cannot
 * know; the old one stays published until its last token has expired, and is deleted then. Instances agree through the database.
 */
@Component
@DependsOnDatabaseInitialization
public class SigningKeys {

    private static final Logger log = LoggerFactory.getLogger(SigningKeys.class);
    private static final int RSA_BITS = 2048;

    private final JdbcClient jdbc;
    private final KeyEncryption encryption;
    private final TokenProperties properties;
    private final TransactionOperations transactions;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private volatile KeyRing ring;

    SigningKeys(JdbcClient jdbc, KeyEncryption encryption, TokenProperties properties,
            TransactionOperations transactions, ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.encryption = encryption;
        this.properties = properties;
        this.transactions = transactions;
        this.events = events;
        this.clock = clock;
        ring = transactions.execute(transaction -> loadOrGenerate());
    }

    /** The public keys as a JSON Web Key Set (RFC 7517): those that signed, the one that signs and the one that will. */
    public Map<String, Object> published() {
        return ring.published();
    }

    /** How long the published keys may be kept: a key that signs later is in them before. */
    public Duration freshFor() {
        return properties.keyCache();
    }

    /**
     * Publishes a new key, which signs after {@code keyLead}. When there is such a key already, that is the answer.
     *
     * @param by the administrator who wants it; null when its time has come
     * @return the key that signs next
     */
    public synchronized NextKey rotate(@Nullable UserId by) {
        return transactions.execute(transaction -> {
            lock();
            KeyRing stored = new KeyRing(stored());
            KeyRing.Key next = stored.nextAt(clock.instant()).orElseGet(() -> publishNext(by));
            ring = new KeyRing(stored());
            return new NextKey(next.key().getKeyID(), next.signsFrom());
        });
    }

    RSAKey current() {
        return ring.signingAt(clock.instant());
    }

    /** Learns of keys that another instance made, makes the next one in time, and forgets those of which no token is left. */
    @Scheduled(initialDelayString = "${souk.tokens.key-reload:10s}", fixedDelayString = "${souk.tokens.key-reload:10s}")
    synchronized void keepUp() {
        KeyRing stored = new KeyRing(stored());
        if (stored.isDueAt(clock.instant(), properties)) {
            rotate(null);
            return;
        }
        List<KeyRing.Key> outlived = stored.outlivedAt(clock.instant(), properties.keyOutlives());
        outlived.forEach(this::delete);
        ring = outlived.isEmpty() ? stored : new KeyRing(stored());
    }

    private KeyRing loadOrGenerate() {
        lock();
        List<KeyRing.Key> stored = stored();
        return new KeyRing(stored.isEmpty() ? List.of(generateAndStore(clock.instant())) : stored);
    }

    /** Instances that want to add a key at the same time wait for each other here, and the second one finds that of the first. */
    private void lock() {
        jdbc.sql("lock table signing_key in share row exclusive mode").update();
    }

    private List<KeyRing.Key> stored() {
        return jdbc.sql("select * from signing_key order by signs_from desc, kid")
                .query((row, number) -> new KeyRing.Key(decrypted(row), row.getTimestamp("signs_from").toInstant()))
                .list();
    }

    private KeyRing.Key publishNext(@Nullable UserId by) {
        KeyRing.Key next = generateAndStore(clock.instant().plus(properties.keyLead()));
        SecurityEvent published = SecurityEvent.of(SecurityEventType.KEY_PUBLISHED, null).saying(next.key().getKeyID());
        events.publishEvent(by == null ? published : published.by(by));
        log.info("Published signing key {}; it signs from {}", next.key().getKeyID(), next.signsFrom());
        return next;
    }

    private KeyRing.Key generateAndStore(Instant signsFrom) {
        RSAKey key = generate();
        jdbc.sql("""
                insert into signing_key (kid, public_key, encrypted_private_key, created_at, signs_from)
                values (:kid, cast(:publicKey as jsonb), :encryptedPrivateKey, :createdAt, :signsFrom)""")
                .param("kid", key.getKeyID())
                .param("publicKey", key.toPublicJWK().toJSONString())
                .param("encryptedPrivateKey", encryption.encrypt(privatePart(key), key.getKeyID()))
                .param("createdAt", clock.instant().atOffset(ZoneOffset.UTC))
                .param("signsFrom", signsFrom.atOffset(ZoneOffset.UTC))
                .update();
        return new KeyRing.Key(key, signsFrom);
    }

    private void delete(KeyRing.Key outlived) {
        String kid = outlived.key().getKeyID();
        transactions.executeWithoutResult(transaction -> {
            // another instance may have been first
            if (jdbc.sql("delete from signing_key where kid = :kid").param("kid", kid).update() == 1) {
                events.publishEvent(SecurityEvent.of(SecurityEventType.KEY_DELETED, null).saying(kid));
                log.info("Deleted signing key {}: its last token has expired", kid);
            }
        });
    }

    private RSAKey decrypted(ResultSet row) throws SQLException {
        String kid = row.getString("kid");
        byte[] privatePart = encryption.decrypt(row.getBytes("encrypted_private_key"), kid);
        try {
            return new RSAKey.Builder(RSAKey.parse(row.getString("public_key")))
                    .privateKey((RSAPrivateKey) KeyFactory.getInstance("RSA")
                            .generatePrivate(new PKCS8EncodedKeySpec(privatePart)))
                    .build();
        } catch (ParseException | GeneralSecurityException e) {
            throw new IllegalStateException("Signing key " + kid + " is damaged: delete its row in signing_key", e);
        }
    }

    private static RSAKey generate() {
        try {
            return new RSAKeyGenerator(RSA_BITS).keyUse(KeyUse.SIGNATURE).algorithm(JWSAlgorithm.RS256)
                    .keyIDFromThumbprint(true).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("This JDK cannot generate RSA keys", e);
        }
    }

    private static byte[] privatePart(RSAKey key) {
        try {
            return key.toPrivateKey().getEncoded();
        } catch (JOSEException e) {
            throw new IllegalStateException("A generated RSA key has no private part", e);
        }
    }

    /** @param signsFrom when the key begins to sign */
    public record NextKey(String kid, Instant signsFrom) {}
}
