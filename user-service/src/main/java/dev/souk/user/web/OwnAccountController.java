package dev.souk.user.web;

import dev.souk.common.web.security.Caller;
import dev.souk.common.web.validation.OneLine;
import dev.souk.user.account.AccountService;
import dev.souk.user.account.Password;
import dev.souk.user.account.UserId;
import dev.souk.user.session.SessionId;
import dev.souk.user.session.SessionService;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The caller's own account. */
@RestController
@RequestMapping("/api/v1/users/me")
class OwnAccountController {

    private final AccountService accounts;
    private final SessionService sessions;

    OwnAccountController(AccountService accounts, SessionService sessions) {
        this.accounts = accounts;
        this.sessions = sessions;
    }

    @GetMapping
    @Operation(summary = "Your account")
    AccountResponse account(Caller caller) {
        return AccountResponse.of(accounts.account(new UserId(caller.userId())));
    }

    @PatchMapping
    @Operation(summary = "Change your display name")
    AccountResponse rename(@Valid @RequestBody ChangeAccountRequest request, Caller caller) {
        return AccountResponse.of(accounts.rename(new UserId(caller.userId()), request.displayName().strip()));
    }

    /** Ends every other session of the caller. */
    @PutMapping("/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Change your password", description = "Ends every other session of yours.")
    void changePassword(@Valid @RequestBody ChangePasswordRequest request, @AuthenticationPrincipal Jwt token,
            @Parameter(description = "deviceToken of an earlier login from this device") @RequestHeader(name = Devices.TOKEN, required = false) @Nullable String deviceToken,
            Caller caller,
            HttpServletRequest http) {
        sessions.changePassword(new UserId(caller.userId()),
                new SessionId(UUID.fromString(token.getClaimAsString("sid"))),
                Password.claimed(request.currentPassword()), Password.chosen(request.password()),
                Devices.of(http), deviceToken);
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Delete your account", description = "What orders need stays without your name.")
    void delete(Caller caller) {
        accounts.delete(new UserId(caller.userId()));
    }

    record ChangePasswordRequest(@NotNull @Size(max = 1024) String currentPassword, @NotNull String password) {}

    record ChangeAccountRequest(@NotBlank @Size(max = 80) @OneLine String displayName) {}
}
