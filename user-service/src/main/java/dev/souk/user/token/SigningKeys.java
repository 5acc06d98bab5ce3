package dev.souk.user.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.ParseException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The RSA keys that sign tokens. They live in the database, the private parts encrypted, so that every instance signs with the same key
 * and a restart invalidates nothing. The first instance of all makes the first key.
 */
@Component
@DependsOnDatabaseInitialization
public class SigningKeys {

    private static final int RSA_BITS = 2048;

    private final JdbcClient jdbc;
    private final KeyEncryption encryption;
    private final Clock clock;
    private final RSAKey current;
    private final JWKSet published;

    SigningKeys(JdbcClient jdbc, KeyEncryption encryption, TransactionOperations transactions, Clock clock) {
        this.jdbc = jdbc;
        this.encryption = encryption;
        this.clock = clock;
        List<RSAKey> keys = transactions.execute(transaction -> loadOrGenerate());
        current = keys.getFirst();
        published = new JWKSet(List.copyOf(keys)).toPublicJWKSet();
    }

    /** The public keys as a JSON Web Key Set (RFC 7517). */
    public Map<String, Object> published() {
        return published.toJSONObject();
    }

    RSAKey current() {
        return current;
    }

    private List<RSAKey> loadOrGenerate() {
        // two instances that start together on an empty table wait for each other here and end up with one key
        jdbc.sql("lock table signing_key in share row exclusive mode").update();
        List<RSAKey> stored = jdbc.sql("select * from signing_key order by created_at desc, kid")
                .query(this::decrypted)
                .list();
        return stored.isEmpty() ? List.of(generateAndStore()) : stored;
    }

    private RSAKey generateAndStore() {
        RSAKey key = generate();
        jdbc.sql("""
                insert into signing_key (kid, public_key, encrypted_private_key, created_at)
                values (:kid, cast(:publicKey as jsonb), :encryptedPrivateKey, :createdAt)""")
                .param("kid", key.getKeyID())
                .param("publicKey", key.toPublicJWK().toJSONString())
                .param("encryptedPrivateKey", encryption.encrypt(privatePart(key), key.getKeyID()))
                .param("createdAt", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        return key;
    }

    private RSAKey decrypted(ResultSet row, int number) throws SQLException {
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
}
