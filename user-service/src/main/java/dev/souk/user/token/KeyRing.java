package dev.souk.user.token;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All keys that are published. At each moment the newest one whose time has come signs.
 *
 * @param keys the one that signs last first; at least one
 */
record KeyRing(List<Key> keys) {

    KeyRing {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("Somebody must sign");
        }
        keys = List.copyOf(keys);
    }

    RSAKey signingAt(Instant instant) {
        return keys.stream().filter(key -> !key.signsFrom().isAfter(instant)).findFirst().orElse(keys.getLast()).key();
    }

    /** The key that is published and does not sign yet. */
    Optional<Key> nextAt(Instant instant) {
        return Optional.of(keys.getFirst()).filter(newest -> newest.signsFrom().isAfter(instant));
    }

    /** Whether the next key has to be published now, to sign when the newest one has signed for its lifetime. */
    boolean isDueAt(Instant instant, TokenProperties properties) {
        return !instant
                .isBefore(keys.getFirst().signsFrom().plus(properties.keyLifetime()).minus(properties.keyLead()));
    }

    /** The keys of which no token is left. */
    List<Key> outlivedAt(Instant instant, Duration outlives) {
        List<Key> outlived = new ArrayList<>();
        for (int older = 1; older < keys.size(); older++) {
            if (keys.get(older - 1).signsFrom().plus(outlives).isBefore(instant)) {
                outlived.add(keys.get(older));
            }
        }
        return outlived;
    }

    /** The public parts as a JSON Web Key Set (RFC 7517). */
    Map<String, Object> published() {
        return new JWKSet(keys.stream().<JWK>map(Key::key).toList()).toPublicJWKSet().toJSONObject();
    }

    record Key(RSAKey key, Instant signsFrom) {}
}
