package dev.souk.order.overview;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.souk.order.checkout.OrderId;
import dev.souk.order.overview.OrderOverview.Payment.Status;

class HeardTests {

    private static final OrderId ORDER = new OrderId(new UUID(0, 1));

    @Test
    void whatWasSaidOfMoneyIsReplacedAndRefundsAreAdded() {
        assertThat(together(Heard.payment(ORDER, Status.AUTHORISED), Heard.captured(ORDER, 300),
                Heard.refunded(ORDER, 100), Heard.refunded(ORDER, 50)))
                .isEqualTo(new Heard(ORDER, Status.CAPTURED, 300L, 150, false, 0, 0, 0));
    }

    @Test
    void parcelsAreAddedFromTheLastCancellationOn() {
        assertThat(together(Heard.parcelCreated(ORDER), Heard.parcelDispatched(ORDER), Heard.parcelsCancelled(ORDER),
                Heard.parcelCreated(ORDER), Heard.parcelCreated(ORDER), Heard.parcelDispatched(ORDER)))
                .isEqualTo(new Heard(ORDER, null, null, 0, true, 2, 1, 0));
    }

    private static Heard together(Heard... news) {
        return Stream.of(news).reduce(Heard::and).orElseThrow();
    }
}
