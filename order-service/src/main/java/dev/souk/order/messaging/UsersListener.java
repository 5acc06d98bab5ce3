package dev.souk.order.messaging;

import java.time.Instant;
import java.util.UUID;

import org.springframework.stereotype.Component;

import dev.souk.common.messaging.TryAgainLater;
import dev.souk.common.web.client.DependencyUnavailable;
import dev.souk.order.cart.CartOwner;
import dev.souk.order.cart.Carts;
import dev.souk.order.checkout.PersonalData;
import dev.souk.order.checkout.UserId;
import dev.souk.order.returns.ReturnService;

/** What becomes of the people behind orders and carts. */
@Component
class UsersListener {

    record UserDeleted(UUID userId, Instant deletedAt) {}

    private final PersonalData personalData;
    private final ReturnService returns;
    private final Carts carts;

    UsersListener(PersonalData personalData, ReturnService returns, Carts carts) {
        this.personalData = personalData;
        this.returns = returns;
        this.carts = carts;
    }

    void userDeleted(UserDeleted message) {
        personalData.erase(new UserId(message.userId()), message.deletedAt());
        returns.forget(new UserId(message.userId()));
        try {
            carts.clear(new CartOwner.Shopper(message.userId()));
        } catch (DependencyUnavailable away) {
            throw new TryAgainLater("The cart of a deleted account cannot be deleted yet", away);
        }
    }
}
