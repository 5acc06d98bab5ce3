package dev.souk.order.cart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;

import org.junit.jupiter.api.Test;

import com.github.f4b6a3.uuid.UuidCreator;

class CartOwnerTests {

    @Test
    void aGuestsCartHasAnIdThatNobodyCanGuess() {
        assertThatThrownBy(() -> new CartOwner.Guest(UuidCreator.getTimeOrderedEpoch()))
                .isInstanceOf(InvalidCartId.class);
        assertThatThrownBy(() -> new CartOwner.Guest(new UUID(0, 0))).isInstanceOf(InvalidCartId.class);
    }

    @Test
    void aGuestNeverReachesAShoppersCart() {
        UUID id = UUID.randomUUID();

        assertThat(new CartOwner.Guest(id).key()).isNotEqualTo(new CartOwner.Shopper(id).key());
    }
}
