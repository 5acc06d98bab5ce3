package dev.souk.user.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.souk.user.Api;
import dev.souk.user.Api.Tokens;
import dev.souk.user.RunningUserService;
import dev.souk.user.account.Account;
import dev.souk.user.account.AccountService;
import dev.souk.user.account.EmailAddress;
import dev.souk.user.account.Role;
import dev.souk.user.address.AddressBook;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.core.env.Profiles;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;

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

        List<Account> created = Stream.of("shopper@souk.test", "operator@souk.test", "admin@souk.test")
                .map(email -> accounts.find(EmailAddress.of(email)).orElseThrow()).toList();
        assertThat(created).extracting(Account::roles).containsExactlyInAnyOrder(
                Set.of(Role.SHOPPER), Set.of(Role.SHOPPER, Role.OPERATOR),
                Set.of(Role.values()));
        assertThat(created).allSatisfy(account -> assertThat(addresses.addresses(account.id())).hasSize(1));
        Tokens tokens = api.logIn("operator@souk.test", "operator=password");
        assertThat(tokens.accessToken()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({"local, true", "demo, true", "default, false", "prod, false", "test, false"})
    void onlyALaptopAndAShowHaveThem(String profile, boolean there) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.setActiveProfiles(profile);
        DefaultListableBeanFactory beans = new DefaultListableBeanFactory();

        new AnnotatedBeanDefinitionReader(beans, environment).register(DemoUsers.class);

        assertThat(beans.getBeanNamesForType(DemoUsers.class)).hasSize(there ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({"local, test", "demo, ''", "prod, ''"})
    void onlyALaptopTrustsAddressesThatCannotReceiveMail(String profile, String domains) throws IOException {
        StandardEnvironment environment = new StandardEnvironment();
        environment.setActiveProfiles(profile);
        new YamlPropertySourceLoader().load("application", new ClassPathResource("application.yml")).stream()
                .filter(document -> environment.acceptsProfiles(Profiles.of(String.valueOf(Objects.requireNonNullElse(
                        document.getProperty("spring.config.activate.on-profile"), profile)))))
                .forEach(environment.getPropertySources()::addFirst);

        assertThat(environment.getProperty("souk.registration.trusted-domains", "")).isEqualTo(domains);
        assertThat(environment.containsProperty("souk.demo-passwords")).isEqualTo(!profile.equals("prod"));
    }

    @Test
    void anUnreadableListIsNamed() {
        DemoUsers demo = new DemoUsers(accounts, addresses, "shopper@souk.test");

        assertThatIllegalArgumentException().isThrownBy(() -> demo.run(new DefaultApplicationArguments()))
                .withMessageContaining("SOUK_DEMO_PASSWORDS");
    }
}
