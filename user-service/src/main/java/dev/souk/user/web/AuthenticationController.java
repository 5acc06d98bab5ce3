package dev.souk.user.web;

import dev.souk.user.account.AccountService;
import dev.souk.user.account.EmailAddress;
import dev.souk.user.account.Password;
import dev.souk.user.account.UserId;
import dev.souk.user.session.Device;
import dev.souk.user.session.RefreshToken;
import dev.souk.user.session.SessionId;
import dev.souk.user.session.SessionService;
import dev.souk.user.session.Tokens;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/auth")
class AuthenticationController {

    private final AccountService accounts;
    private final SessionService sessions;

    AuthenticationController(AccountService accounts, SessionService sessions) {
        this.accounts = accounts;
        this.sessions = sessions;
    }

    /** Repeats only what the caller said: the answer is the same for an address that has an account already. */
    @PostMapping("/register")
    @ResponseStatus(HttpStatus.CREATED)
    RegisterResponse register(@Valid @RequestBody RegisterRequest request) {
        EmailAddress email = EmailAddress.of(request.email());
        String displayName = request.displayName().strip();
        accounts.register(email, Password.chosen(request.password()), displayName);
        return new RegisterResponse(email.value(), displayName);
    }

    @PostMapping("/login")
    ResponseEntity<TokenResponse> logIn(@Valid @RequestBody LoginRequest request, HttpServletRequest http) {
        Device device = new Device(http.getHeader(HttpHeaders.USER_AGENT), http.getRemoteAddr());
        return answer(sessions.logIn(EmailAddress.of(request.email()), Password.claimed(request.password()), device));
    }

    @PostMapping("/refresh")
    ResponseEntity<TokenResponse> refresh(@Valid @RequestBody RefreshRequest request) {
        return answer(sessions.refresh(new RefreshToken(request.refreshToken())));
    }

    @PostMapping("/logout")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void logOut(@AuthenticationPrincipal Jwt token) {
        sessions.logOut(owner(token), new SessionId(UUID.fromString(token.getClaimAsString("sid"))));
    }

    @PostMapping("/logout-all")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void logOutEverywhere(@AuthenticationPrincipal Jwt token) {
        sessions.logOutEverywhere(owner(token));
    }

    private static UserId owner(Jwt token) {
        return new UserId(UUID.fromString(token.getSubject()));
    }

    private static ResponseEntity<TokenResponse> answer(Tokens tokens) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new TokenResponse(tokens.access().value(), tokens.refresh().value(), "Bearer",
                        tokens.access().lifetime().toSeconds()));
    }

    record RegisterRequest(
            @NotNull @Size(max = EmailAddress.LONGEST) @Pattern(regexp = EmailAddress.FORM, message = "must be an e-mail address") String email,
            @NotNull String password,
            @NotBlank @Size(max = 80) @OneLine String displayName) {}

    record RegisterResponse(String email, String displayName) {}

    record LoginRequest(
            @NotNull @Size(max = EmailAddress.LONGEST) @Pattern(regexp = EmailAddress.FORM, message = "must be an e-mail address") String email,
            @NotNull @Size(max = 1024) String password) {}

    record RefreshRequest(@NotNull @Size(max = 200) String refreshToken) {}

    /** @param expiresIn of the access token, in seconds */
    record TokenResponse(String accessToken, String refreshToken, String tokenType, long expiresIn) {}
}
