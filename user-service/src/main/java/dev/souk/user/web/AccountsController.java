package dev.souk.user.web;

import dev.souk.common.web.paging.Cursor;
import dev.souk.common.web.paging.CursorPage;
import dev.souk.common.web.paging.PageSize;
import dev.souk.common.web.security.Caller;
import dev.souk.user.account.AccountService;
import dev.souk.user.account.Role;
import dev.souk.user.account.UserId;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Everybody's accounts, for administrators. */
@RestController
@RequestMapping("/api/v1/users")
@PreAuthorize("hasRole('ADMIN')")
class AccountsController {

    private final AccountService accounts;

    AccountsController(AccountService accounts) {
        this.accounts = accounts;
    }

    @GetMapping
    @Operation(summary = "Accounts, the oldest first")
    CursorPage<AccountResponse> accounts(@Nullable Cursor cursor, PageSize size) {
        UserId after = cursor == null ? null : new UserId(cursor.uuid(0));
        return CursorPage.of(accounts.accounts(after, size.plusOne()), size, last -> Cursor.of(last.id()))
                .map(AccountResponse::of);
    }

    @PutMapping("/{id}/roles")
    @Operation(summary = "Say which roles an account has")
    AccountResponse assignRoles(@PathVariable UUID id, @Valid @RequestBody RolesRequest request, Caller caller) {
        return AccountResponse.of(
                accounts.assignRoles(new UserId(id), request.roles(), new UserId(caller.userId())));
    }

    record RolesRequest(@NotEmpty Set<@NotNull Role> roles) {}
}
