package dev.souk.user.token;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The services that may have a token of their own, each with its secret. */
@Component
public class ServiceClients {

    private final Map<String, byte[]> secrets;
    private final AccessTokens tokens;

    /** @param secrets as {@code order-service=...,job-scheduler=...} */
    ServiceClients(@Value("${souk.service-clients:}") String secrets, AccessTokens tokens) {
        this.secrets = Stream.of(secrets.split(",", -1))
                .filter(pair -> !pair.isBlank())
                .map(ServiceClients::pair)
                .collect(Collectors.toUnmodifiableMap(pair -> pair[0].strip(), pair -> bytes(pair[1].strip())));
        this.tokens = tokens;
    }

    /** A token for the service, or nothing when that is not its secret. */
    public Optional<AccessToken> token(String service, String secret) {
        byte[] expected = secrets.get(service);
        return expected != null && MessageDigest.isEqual(expected, bytes(secret))
                ? Optional.of(tokens.forService(service))
                : Optional.empty();
    }

    private static String[] pair(String text) {
        String[] pair = text.split("=", 2);
        if (pair.length != 2 || pair[1].strip().length() < 16) {
            throw new IllegalArgumentException(
                    "SOUK_SERVICE_SECRETS must be a list of service=secret, separated by commas,"
                            + " each secret random and of 16 or more characters");
        }
        return pair;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
