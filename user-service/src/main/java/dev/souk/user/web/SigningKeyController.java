package dev.souk.user.web;

import dev.souk.common.web.security.Caller;
import dev.souk.user.account.UserId;
import dev.souk.user.token.SigningKeys;
import dev.souk.user.token.SigningKeys.NextKey;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The keys that sign tokens, for administrators. */
@RestController
@PreAuthorize("hasRole('ADMIN')")
class SigningKeyController {

    private final SigningKeys keys;

    SigningKeyController(SigningKeys keys) {
        this.keys = keys;
    }

    /** Accepted, because the key signs only when everybody can know it. */
    @PostMapping("/api/v1/ops/signing-keys/rotate")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Sign with a new key", description = "It is in the key set from now on, and signs when everybody can know it.")
    NextKeyResponse rotate(Caller caller) {
        NextKey next = keys.rotate(new UserId(caller.userId()));
        return new NextKeyResponse(next.kid(), next.signsFrom());
    }

    /** @param signsFrom when the key begins to sign; it is in the key set from now on */
    record NextKeyResponse(String kid, Instant signsFrom) {}
}
