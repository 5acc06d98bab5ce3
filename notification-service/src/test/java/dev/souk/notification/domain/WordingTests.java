package dev.souk.notification.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.common.money.Money;
import dev.souk.notification.domain.OrderNews.Cancelled;
import dev.souk.notification.domain.OrderNews.Received;
import dev.souk.notification.domain.OrderNews.Shipped;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WordingTests {

    private static final OrderId ORDER = new OrderId(UUID.randomUUID());
    private static final UUID PARCEL = UUID.randomUUID();

    @Test
    void theShopperReadsTheTotalAndTheOrder() {
        Wording wording = Wording.of(new Received(ORDER, Money.of(2598, "USD")));

        assertThat(wording.text()).contains(ORDER.toString(), "25.98 USD");
    }

    @ParameterizedTest
    @EnumSource(CancellationReason.class)
    void theReasonOfACancellationIsInWords(CancellationReason reason) {
        Wording wording = Wording.of(new Cancelled(ORDER, reason));

        assertThat(wording.kind()).isEqualTo(NotificationKind.ORDER_CANCELLED);
        assertThat(wording.text()).contains("was cancelled: ").doesNotContain(reason.name());
    }

    @Test
    void aReasonThatWeDoNotKnowYetIsStillACancellation() {
        assertThat(CancellationReason.named("OUT_OF_STOCK")).isEqualTo(CancellationReason.OUT_OF_STOCK);
        assertThat(CancellationReason.named("FRAUD_SUSPECTED")).isEqualTo(CancellationReason.OTHER);
    }

    @Test
    void theCarrierIsNamedAsFarAsItIsKnown() {
        assertThat(Wording.of(new Shipped(ORDER, PARCEL, "Parcel Post", "PP1")).text())
                .endsWith("warehouse with Parcel Post, tracking number PP1.");
        assertThat(Wording.of(new Shipped(ORDER, PARCEL, "Parcel Post", null)).text())
                .endsWith("warehouse with Parcel Post.");
        assertThat(Wording.of(new Shipped(ORDER, PARCEL, null, null)).text()).endsWith("warehouse.");
    }

    @Test
    void newsOfTwoParcelsOfOneOrderHaveDifferentSubjects() {
        assertThat(new Shipped(ORDER, PARCEL, null, null).subject())
                .isNotEqualTo(new Shipped(ORDER, UUID.randomUUID(), null, null).subject());
    }
}
