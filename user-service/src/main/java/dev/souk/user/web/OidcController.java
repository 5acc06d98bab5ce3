package dev.souk.user.web;

import dev.souk.user.client.OpenIdProviders;
import dev.souk.user.oidc.Identity;
import dev.souk.user.oidc.SignInRefused;
import dev.souk.user.oidc.SignInService;
import dev.souk.user.oidc.SignIns;
import dev.souk.user.oidc.SignIns.SignIn;
import dev.souk.user.session.Tokens;
import dev.souk.user.web.AuthenticationController.TokenResponse;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Sign-in at another provider of identities. */
@RestController
@RequestMapping(OidcController.PATH)
class OidcController {

    static final String PATH = "/api/v1/auth/oidc";

    private static final String PROVIDER = "A provider of identities that the service is configured for";
    private static final String BROWSER = "souk-sign-in";

    private final OpenIdProviders providers;
    private final SignIns signIns;
    private final SignInService service;

    OidcController(OpenIdProviders providers, SignIns signIns, SignInService service) {
        this.providers = providers;
        this.signIns = signIns;
        this.service = service;
    }

    /** Sends the browser to the provider. */
    @GetMapping("/{provider}")
    @ApiResponse(responseCode = "302", description = "To the provider; the cookie knows the browser again")
    @Operation(summary = "Sign in with another provider", description = "For browsers: sends them to the provider.")
    ResponseEntity<Void> begin(@Parameter(description = PROVIDER) @PathVariable String provider) {
        providers.require(provider);
        SignIn signIn = signIns.begin(provider);
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(providers.authorization(signIn))
                .header(HttpHeaders.SET_COOKIE, cookie(signIn.browser(), SignIns.VALIDITY))
                .cacheControl(CacheControl.noStore())
                .build();
    }

    /** Where the provider sends the browser back to: answers with our own tokens. */
    @GetMapping("/{provider}/callback")
    @Operation(summary = "Where the provider sends the browser back to", description = "Answers with our own tokens.")
    ResponseEntity<TokenResponse> complete(@Parameter(description = PROVIDER) @PathVariable String provider,
            @Parameter(description = "From the provider; absent when it did not let the shopper in") @RequestParam(required = false) @Nullable String code,
            @Parameter(description = "From the provider, as it was sent there") @RequestParam String state,
            @Parameter(description = "Given by the call that began the sign-in") @CookieValue(name = BROWSER, required = false) @Nullable String browser,
            HttpServletRequest http) {
        SignIn signIn = signIns.complete(provider, state, browser).orElseThrow(
                () -> new SignInRefused("This sign-in did not begin in this browser, or is too old; begin it again"));
        if (code == null) {
            throw new SignInRefused("The provider did not let you in");
        }
        Identity identity = providers.identity(signIn, code);
        Tokens tokens = service.signIn(identity, Devices.of(http));
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .header(HttpHeaders.SET_COOKIE, cookie("", Duration.ZERO))
                .body(TokenResponse.of(tokens));
    }

    /** Lax: it must come along when the provider sends the browser back. Browsers take Secure from localhost, too. */
    private static String cookie(String value, Duration lifetime) {
        return ResponseCookie.from(BROWSER, value).path(PATH).maxAge(lifetime).httpOnly(true).secure(true)
                .sameSite("Lax").build().toString();
    }
}
