package dev.souk.user.web;

import dev.souk.user.account.Account;
import dev.souk.user.account.AccountService;
import dev.souk.user.account.UserId;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** How to write to somebody, for other services only. */
@RestController
class ContactController {

    private final AccountService accounts;

    ContactController(AccountService accounts) {
        this.accounts = accounts;
    }

    @GetMapping("/internal/users/{id}/contact")
    ContactResponse contact(@PathVariable UUID id) {
        Account account = accounts.account(new UserId(id));
        return new ContactResponse(id, account.email().value(), account.displayName());
    }

    record ContactResponse(UUID userId, String email, String displayName) {}
}
