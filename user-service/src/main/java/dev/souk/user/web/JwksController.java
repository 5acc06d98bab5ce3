package dev.souk.user.web;

import dev.souk.user.token.SigningKeys;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The public keys with which everybody verifies our tokens. */
@RestController
class JwksController {

    static final String PATH = "/.well-known/jwks.json";

    private static final String EXAMPLE = """
            {"keys": [{"kty": "RSA", "use": "sig", "alg": "RS256", "kid": "019a5d2e-7c1b-7a40-9d5e-3f1c2b6a7004",
                       "e": "AQAB", "n": "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc"}]}""";

    private final SigningKeys keys;

    JwksController(SigningKeys keys) {
        this.keys = keys;
    }

    @GetMapping(PATH)
    @ApiResponse(responseCode = "200", useReturnTypeSchema = true, content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE, examples = @ExampleObject(EXAMPLE)))
    @Operation(summary = "The public keys that verify our tokens (RFC 7517)")
    ResponseEntity<Map<String, Object>> keys() {
        return ResponseEntity.ok().cacheControl(CacheControl.maxAge(keys.freshFor()).cachePublic())
                .body(keys.published());
    }
}
