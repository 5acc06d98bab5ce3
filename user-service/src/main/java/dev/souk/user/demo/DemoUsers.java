package dev.souk.user.demo;

import dev.souk.user.account.Account;
import dev.souk.user.account.AccountService;
import dev.souk.user.account.EmailAddress;
import dev.souk.user.account.Password;
import dev.souk.user.account.Role;
import dev.souk.user.address.AddressBook;
import dev.souk.user.address.PostalAddress;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * On a laptop, and where Souk is shown to others, there are three users from the start, one of each role, each with an address. Their
 * passwords come from {@code SOUK_DEMO_PASSWORDS}; who is there already stays as they are.
 */
@Component
@Profile("local | demo")
class DemoUsers implements ApplicationRunner {

    private static final Logger log = LoggerFactory.getLogger(DemoUsers.class);

    private static final Map<String, Set<Role>> ROLES = Map.of(
            "shopper@souk.test", EnumSet.of(Role.SHOPPER),
            "operator@souk.test", EnumSet.of(Role.SHOPPER, Role.OPERATOR),
            "admin@souk.test", EnumSet.allOf(Role.class));

    private final AccountService accounts;
    private final AddressBook addresses;
    private final String passwords;

    /** @param passwords as {@code shopper@souk.test=...,operator@souk.test=...} */
    DemoUsers(AccountService accounts, AddressBook addresses,
            @Value("${souk.demo-passwords:}") String passwords) {
        this.accounts = accounts;
        this.addresses = addresses;
        this.passwords = passwords;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        for (String pair : passwords.split(",", -1)) {
            if (!pair.isBlank()) {
                String[] parts = pair.split("=", 2);
                if (parts.length != 2) {
                    throw new IllegalArgumentException(
                            "SOUK_DEMO_PASSWORDS must be a list of address=password, separated by commas");
                }
                createIfMissing(EmailAddress.of(parts[0]), parts[1].strip());
            }
        }
    }

    private void createIfMissing(EmailAddress email, String password) {
        if (accounts.isRegistered(email)) {
            return;
        }
        Set<Role> roles = ROLES.getOrDefault(email.value(), EnumSet.of(Role.SHOPPER));
        String name = "Demo " + email.value().substring(0, email.value().indexOf('@'));
        accounts.registerVerified(email, Password.chosen(password), name, roles)
                .ifPresent(account -> addresses.add(account.id(), addressOf(account)));
        log.info("Created demonstration user {} with roles {}", email, roles);
    }

    private static PostalAddress addressOf(Account account) {
        return new PostalAddress(account.displayName(), "12 Market Street", null, "Springfield", "IL", "62701", "US",
                null);
    }
}
