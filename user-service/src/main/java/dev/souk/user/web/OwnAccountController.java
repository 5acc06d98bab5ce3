package dev.souk.user.web;

import dev.souk.common.web.security.Caller;
import dev.souk.user.account.AccountService;
import dev.souk.user.account.UserId;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The caller's own account. */
@RestController
@RequestMapping("/api/v1/users/me")
class OwnAccountController {

    private final AccountService accounts;

    OwnAccountController(AccountService accounts) {
        this.accounts = accounts;
    }

    @GetMapping
    AccountResponse account(Caller caller) {
        return AccountResponse.of(accounts.account(new UserId(caller.userId())));
    }

    @PatchMapping
    AccountResponse rename(@Valid @RequestBody ChangeAccountRequest request, Caller caller) {
        return AccountResponse.of(accounts.rename(new UserId(caller.userId()), request.displayName().strip()));
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Caller caller) {
        accounts.delete(new UserId(caller.userId()));
    }

    record ChangeAccountRequest(@NotBlank @Size(max = 80) @OneLine String displayName) {}
}
