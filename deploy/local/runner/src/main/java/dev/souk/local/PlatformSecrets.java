package dev.souk.local;

import dev.souk.engines.EngineSecrets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/** Every secret of one platform. Random per checkout, none has a default. */
public record PlatformSecrets(EngineSecrets engines, Map<String, String> others) {

    private static final SequencedMap<String, String> DEMO_USERS = demoUsers();
    private static final String SERVICE = "service.";

    public PlatformSecrets {
        others = Map.copyOf(others);
    }

    static PlatformSecrets random(SecureRandom random) {
        return new PlatformSecrets(EngineSecrets.random(random), completed(Map.of(), random));
    }

    static PlatformSecrets from(Properties properties, SecureRandom random) {
        Map<String, String> known = properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, properties::getProperty));
        return new PlatformSecrets(EngineSecrets.from(properties), completed(known, random));
    }

    Properties toProperties() {
        Properties properties = engines.toProperties();
        properties.putAll(others);
        return properties;
    }

    /** By e-mail address. */
    public SequencedMap<String, String> demoPasswords() {
        SequencedMap<String, String> passwords = new LinkedHashMap<>();
        DEMO_USERS.forEach((email, name) -> passwords.put(email, of(name)));
        return passwords;
    }

    /** With which the service asks user-service for tokens of its own. */
    String ofService(Service service) {
        return of(SERVICE + service.id());
    }

    String keyEncryption() {
        return of("keyEncryption");
    }

    public String webhook() {
        return of("webhook");
    }

    /** Of the database in which the real XXL-JOB admin keeps its jobs, in containers. */
    String jobDatabase() {
        return of("jobDatabase");
    }

    String jobToken() {
        return of("jobToken");
    }

    /** Names no secret, so that none reaches a log. */
    @Override
    public String toString() {
        return "PlatformSecrets[...]";
    }

    private String of(String name) {
        String secret = others.get(name);
        if (secret == null) {
            throw new IllegalStateException("no secret named " + name);
        }
        return secret;
    }

    /** A checkout that is older than one of the secrets gets it now. */
    private static Map<String, String> completed(Map<String, String> known, SecureRandom random) {
        Map<String, String> secrets = new LinkedHashMap<>();
        for (Service service : Service.values()) {
            complete(secrets, known, SERVICE + service.id(), random);
        }
        for (String name : new String[]{"keyEncryption", "webhook", "jobToken", "jobDatabase"}) {
            complete(secrets, known, name, random);
        }
        DEMO_USERS.values().forEach(name -> complete(secrets, known, name, random));
        return secrets;
    }

    private static void complete(Map<String, String> secrets, Map<String, String> known, String name,
            SecureRandom random) {
        secrets.put(name, known.getOrDefault(name, word(random)));
    }

    private static String word(SecureRandom random) {
        byte[] bytes = new byte[24];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static SequencedMap<String, String> demoUsers() {
        SequencedMap<String, String> users = new LinkedHashMap<>();
        users.put("shopper@souk.test", "user.shopper");
        users.put("operator@souk.test", "user.operator");
        users.put("admin@souk.test", "user.admin");
        return users;
    }
}
