package dev.souk.user.web;

import dev.souk.common.web.validation.OneLine;
import dev.souk.user.account.AccountService;
import dev.souk.user.account.EmailAddress;
import dev.souk.user.account.Password;
import dev.souk.user.account.UserId;
import dev.souk.user.link.LinkService;
import dev.souk.user.link.LinkToken;
import dev.souk.user.mail.MailService;
import dev.souk.user.session.Login;
import dev.souk.user.session.RefreshToken;
import dev.souk.user.session.SessionId;
import dev.souk.user.session.SessionService;
import dev.souk.user.session.Tokens;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/auth")
class AuthenticationController {

    private final AccountService accounts;
    private final SessionService sessions;
    private final MailService mails;
    private final LinkService links;

    AuthenticationController(AccountService accounts, SessionService sessions, MailService mails, LinkService links) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.mails = mails;
        this.links = links;
    }

    /** Repeats only what the caller said: the answer is the same for an address that has an account already. */
    @PostMapping("/register")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Open an account", description = "The answer is the same for an address that has an account already.")
    RegisterResponse register(@Valid @RequestBody RegisterRequest request, HttpServletRequest http) {
        mails.admit(http.getRemoteAddr());
        EmailAddress email = EmailAddress.of(request.email());
        String displayName = request.displayName().strip();
        accounts.register(email, Password.chosen(request.password()), displayName);
        return new RegisterResponse(email.value(), displayName);
    }

    @PostMapping("/login")
    @Operation(summary = "Sign in")
    ResponseEntity<LoginResponse> logIn(@Valid @RequestBody LoginRequest request,
            @Parameter(description = "deviceToken of an earlier login from this device: nobody else can lock it out") @RequestHeader(name = Devices.TOKEN, required = false) @Nullable String deviceToken,
            HttpServletRequest http) {
        Login login = sessions.logIn(EmailAddress.of(request.email()), Password.claimed(request.password()),
                Devices.of(http), deviceToken);
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(LoginResponse.of(login));
    }

    @PostMapping("/refresh")
    @Operation(summary = "Get new tokens for a refresh token", description = "Each can be used once: whoever uses one again ends the whole session.")
    ResponseEntity<TokenResponse> refresh(@Valid @RequestBody RefreshRequest request, HttpServletRequest http) {
        return answer(sessions.refresh(new RefreshToken(request.refreshToken()), Devices.of(http)));
    }

    @PostMapping("/verify-email")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Confirm an e-mail address by the token that was mailed")
    void verifyEmail(@Valid @RequestBody VerifyEmailRequest request) {
        links.verifyEmail(new LinkToken(request.token()));
    }

    /** The answer is the same, and comes as fast, whether or not the address has an account; so below. */
    @PostMapping("/verify-email/resend")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Mail the confirmation again", description = "The answer is the same whether or not the address has an account.")
    void sendVerificationAgain(@Valid @RequestBody MailRequest request, HttpServletRequest http) {
        mails.admit(http.getRemoteAddr());
        mails.requestVerification(EmailAddress.of(request.email()));
    }

    @PostMapping("/password-reset")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Mail a link to reset the password", description = "The answer is the same whether or not the address has an account.")
    void requestPasswordReset(@Valid @RequestBody MailRequest request, HttpServletRequest http) {
        mails.admit(http.getRemoteAddr());
        mails.requestPasswordReset(EmailAddress.of(request.email()));
    }

    @PostMapping("/password-reset/confirm")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Set a new password by the token that was mailed")
    void resetPassword(@Valid @RequestBody ResetPasswordRequest request) {
        links.resetPassword(new LinkToken(request.token()), Password.chosen(request.password()));
    }

    @PostMapping("/logout")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "End this session")
    void logOut(@AuthenticationPrincipal Jwt token) {
        sessions.logOut(owner(token), new SessionId(UUID.fromString(token.getClaimAsString("sid"))));
    }

    @PostMapping("/logout-all")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "End all of your sessions")
    void logOutEverywhere(@AuthenticationPrincipal Jwt token) {
        sessions.logOutEverywhere(owner(token));
    }

    private static UserId owner(Jwt token) {
        return new UserId(UUID.fromString(token.getSubject()));
    }

    private static ResponseEntity<TokenResponse> answer(Tokens tokens) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(TokenResponse.of(tokens));
    }

    record RegisterRequest(
            @NotNull @Size(max = EmailAddress.LONGEST) @Pattern(regexp = EmailAddress.FORM, message = "must be an e-mail address") String email,
            @NotNull String password,
            @NotBlank @Size(max = 80) @OneLine String displayName) {}

    record RegisterResponse(String email, String displayName) {}

    record LoginRequest(
            @NotNull @Size(max = EmailAddress.LONGEST) @Pattern(regexp = EmailAddress.FORM, message = "must be an e-mail address") String email,
            @NotNull @Size(max = 1024) String password) {}

    record VerifyEmailRequest(@NotNull @Size(max = 200) String token) {}

    record MailRequest(
            @NotNull @Size(max = EmailAddress.LONGEST) @Pattern(regexp = EmailAddress.FORM, message = "must be an e-mail address") String email) {}

    record ResetPasswordRequest(@NotNull @Size(max = 200) String token, @NotNull String password) {}

    record RefreshRequest(@NotNull @Size(max = 200) String refreshToken) {}

    /**
     * @param expiresIn of the access token, in seconds
     * @param deviceToken to be sent as {@code Device-Token} with the next login from this device: nobody else can lock it out
     */
    record LoginResponse(String accessToken, String refreshToken, String tokenType, long expiresIn,
            String deviceToken) {

        static LoginResponse of(Login login) {
            Tokens tokens = login.tokens();
            return new LoginResponse(tokens.access().value(), tokens.refresh().value(), "Bearer",
                    tokens.access().lifetime().toSeconds(), login.deviceToken());
        }
    }

    /** @param expiresIn of the access token, in seconds */
    record TokenResponse(String accessToken, String refreshToken, String tokenType, long expiresIn) {

        static TokenResponse of(Tokens tokens) {
            return new TokenResponse(tokens.access().value(), tokens.refresh().value(), "Bearer",
                    tokens.access().lifetime().toSeconds());
        }
    }
}
