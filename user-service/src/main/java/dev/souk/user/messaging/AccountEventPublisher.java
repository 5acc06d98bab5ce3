package dev.souk.user.messaging;

import dev.souk.common.messaging.Outbox;
import dev.souk.common.messaging.OutgoingMessage;
import dev.souk.user.account.AccountEvent;
import dev.souk.user.account.AccountEvent.AccountDeleted;
import dev.souk.user.account.AccountEvent.EmailVerified;
import dev.souk.user.account.AccountEvent.PasswordChanged;
import dev.souk.user.account.AccountEvent.RegisteredAgain;
import dev.souk.user.account.AccountEvent.RolesChanged;
import dev.souk.user.account.AccountEvent.UserRegistered;
import java.time.Instant;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Announces what happens to accounts on the topic {@code users}, in the transaction in which it happens. */
@Component
class AccountEventPublisher {

    static final String TOPIC = "users";

    private final Outbox outbox;

    AccountEventPublisher(Outbox outbox) {
        this.outbox = outbox;
    }

    @EventListener
    void publish(AccountEvent event) {
        switch (event) {
            case UserRegistered registered -> outbox.append(new OutgoingMessage(TOPIC,
                    registered.userId().toString(), "UserRegistered", "user-service/UserRegistered.v1",
                    new UserRegisteredData(registered.userId().value(), registered.registeredAt())));
            case AccountDeleted deleted -> outbox.append(new OutgoingMessage(TOPIC,
                    deleted.userId().toString(), "UserDeleted", "user-service/UserDeleted.v1",
                    new UserDeletedData(deleted.userId().value(), deleted.deletedAt())));
            case RegisteredAgain _,EmailVerified _,PasswordChanged _,RolesChanged _ -> {
                // concern nobody but us: the owner gets a mail, the edge learns which sessions ended
            }
        }
    }

    private record UserRegisteredData(UUID userId, Instant registeredAt) {}

    private record UserDeletedData(UUID userId, Instant deletedAt) {}
}
