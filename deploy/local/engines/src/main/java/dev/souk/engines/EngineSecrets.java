package dev.souk.engines;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What the engines ask their clients for.
 *
 * @param postgresPassword of the superuser {@code postgres}
 * @param databasePasswords by database; the owner of a database has its name
 * @param nacosPassword of the administrator {@code nacos}
 * @param nacosTokenSecret base64 of at least 32 bytes: signs Nacos' access tokens
 * @param nacosIdentityKey header by which Nacos servers know each other
 */
public record EngineSecrets(
        String postgresPassword,
        Map<String, String> databasePasswords,
        String redisPassword,
        String nacosPassword,
        String nacosTokenSecret,
        String nacosIdentityKey,
        String nacosIdentityValue,
        String s3AccessKey,
        String s3SecretKey) {

    private static final String DATABASE_PREFIX = "database.";

    public EngineSecrets {
        databasePasswords = Map.copyOf(databasePasswords);
    }

    /** Of the user who owns the database and has its name. */
    public String databasePassword(String database) {
        String password = databasePasswords.get(database);
        if (password == null) {
            throw new IllegalArgumentException("no database named " + database);
        }
        return password;
    }

    /** New secrets of 24 random bytes each. */
    public static EngineSecrets random(SecureRandom random) {
        Map<String, String> databases = new TreeMap<>();
        Databases.NAMES.forEach(name -> databases.put(name, word(random)));
        return new EngineSecrets(
                word(random),
                databases,
                word(random),
                word(random),
                tokenSecret(random),
                word(random),
                word(random),
                word(random),
                word(random));
    }

    /** Reads what {@link #toProperties()} has written. */
    public static EngineSecrets from(Properties properties) {
        Map<String, String> databases = new TreeMap<>();
        Databases.NAMES.forEach(
                name -> databases.put(name, required(properties, DATABASE_PREFIX + name)));
        return new EngineSecrets(
                required(properties, "postgresPassword"),
                databases,
                required(properties, "redisPassword"),
                required(properties, "nacosPassword"),
                required(properties, "nacosTokenSecret"),
                required(properties, "nacosIdentityKey"),
                required(properties, "nacosIdentityValue"),
                required(properties, "s3AccessKey"),
                required(properties, "s3SecretKey"));
    }

    /** For a file that only its owner can read. */
    public Properties toProperties() {
        Properties properties = new Properties();
        databasePasswords.forEach((name, word) -> properties.put(DATABASE_PREFIX + name, word));
        properties.put("postgresPassword", postgresPassword);
        properties.put("redisPassword", redisPassword);
        properties.put("nacosPassword", nacosPassword);
        properties.put("nacosTokenSecret", nacosTokenSecret);
        properties.put("nacosIdentityKey", nacosIdentityKey);
        properties.put("nacosIdentityValue", nacosIdentityValue);
        properties.put("s3AccessKey", s3AccessKey);
        properties.put("s3SecretKey", s3SecretKey);
        return properties;
    }

    /** Names no secret, so that none reaches a log. */
    @Override
    public String toString() {
        return "EngineSecrets[...]";
    }

    private static String required(Properties properties, String name) {
        String value = properties.getProperty(name);
        if (value == null) {
            throw new IllegalArgumentException("no secret named " + name);
        }
        return value;
    }

    private static String word(SecureRandom random) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(random, 24));
    }

    private static String tokenSecret(SecureRandom random) {
        return Base64.getEncoder().encodeToString(bytes(random, 48));
    }

    private static byte[] bytes(SecureRandom random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
