package dev.souk.notification.client;

import dev.souk.common.web.client.DependencyUnavailable;
import feign.FeignException;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What user-service wants people to be written, asked for when it is sent: no event and no table of ours holds what it says. */
@Component
public class Letters {

    private final UserClient users;

    Letters(UserClient users) {
        this.users = users;
    }

    /**
     * Nothing when nobody is to be written to.
     *
     * @throws DependencyUnavailable when user-service does not answer
     */
    public Optional<Letter> find(UUID requestId) {
        try {
            return Optional.of(users.letter(requestId));
        } catch (FeignException.NotFound nothingToSend) {
            return Optional.empty();
        } catch (FeignException refusal) {
            throw new DependencyUnavailable("user-service", refusal);
        }
    }
}
