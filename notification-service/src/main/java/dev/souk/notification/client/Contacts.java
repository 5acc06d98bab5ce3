package dev.souk.notification.client;

import dev.souk.common.web.client.DependencyUnavailable;
import dev.souk.notification.domain.UserId;
import feign.FeignException;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The shoppers' addresses, asked of user-service each time: we keep no copy that could be stale or leak. */
@Component
public class Contacts {

    private final UserClient users;

    Contacts(UserClient users) {
        this.users = users;
    }

    /**
     * Nothing when the account was deleted.
     *
     * @throws DependencyUnavailable when user-service does not answer
     */
    public Optional<Contact> find(UserId user) {
        try {
            return Optional.of(users.contact(user.value()));
        } catch (FeignException.NotFound deleted) {
            return Optional.empty();
        } catch (FeignException refusal) {
            throw new DependencyUnavailable("user-service", refusal);
        }
    }
}
