package dev.souk.user.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.souk.user.Api;
import dev.souk.user.Api.Tokens;
import dev.souk.user.RunningUserService;
import dev.souk.user.account.Account;
import dev.souk.user.account.AccountService;
import dev.souk.user.account.Role;
import dev.souk.user.address.AddressBook;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.DefaultApplicationArguments;

@RunningUserService
class DemoUsersTests {

    @Autowired
    private AccountService accounts;

    @Autowired
    private AddressBook addresses;

    @Autowired
    private Api api;

    @Test
    void theUsersAreThereOnceHoweverOftenTheServiceStarts() {
        DemoUsers demo = new DemoUsers(accounts, addresses,
                "shopper@souk.test=shopper's password,operator@souk.test=operator=password,admin@souk.test=admin's password");

        demo.run(new DefaultApplicationArguments());
        demo.run(new DefaultApplicationArguments());

        List<Account> created = accounts.accounts(null, 100).stream()
                .filter(account -> account.displayName().startsWith("Demo ")).toList();
        assertThat(created).extracting(Account::roles).containsExactlyInAnyOrder(
                Set.of(Role.SHOPPER), Set.of(Role.SHOPPER, Role.OPERATOR),
                Set.of(Role.values()));
        assertThat(created).allSatisfy(account -> assertThat(addresses.addresses(account.id())).hasSize(1));
        Tokens tokens = api.logIn("operator@souk.test", "operator=password");
        assertThat(tokens.accessToken()).isNotBlank();
    }

    @Test
    void anUnreadableListIsNamed() {
        DemoUsers demo = new DemoUsers(accounts, addresses, "shopper@souk.test");

        assertThatIllegalArgumentException().isThrownBy(() -> demo.run(new DefaultApplicationArguments()))
                .withMessageContaining("SOUK_DEMO_PASSWORDS");
    }
}
