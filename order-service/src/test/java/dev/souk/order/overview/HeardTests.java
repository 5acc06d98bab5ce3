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
                Heard.refunded(ORDER, 100, null), Heard.refunded(ORDER, 50, null)))
                .isEqualTo(new Heard(ORDER, Status.CAPTURED, 300L, 0, 150, false, 0, 0, 0));
    }

    @Test
    void parcelsAreAddedAndNoneIsLeftOnceTheyAreCancelled() {
        assertThat(together(Heard.parcelCreated(ORDER), Heard.parcelCreated(ORDER), Heard.parcelDispatched(ORDER)))
                .isEqualTo(new Heard(ORDER, null, null, 0, 0, false, 2, 1, 0));
        assertThat(together(Heard.parcelCreated(ORDER), Heard.parcelsCancelled(ORDER), Heard.parcelCreated(ORDER)))
                .isEqualTo(new Heard(ORDER, null, null, 0, 0, true, 0, 0, 0));
    }

    @Test
    void whatComesLateTakesNothingBack() {
        assertThat(together(Heard.captured(ORDER, 300), Heard.payment(ORDER, Status.AUTHORISED)).payment())
                .isEqualTo(Status.CAPTURED);
        assertThat(together(Heard.refunded(ORDER, 50, 150L), Heard.refunded(ORDER, 100, 100L),
                Heard.refunded(ORDER, 50, 150L)))
                .isEqualTo(new Heard(ORDER, null, null, 150, 0, false, 0, 0, 0));
    }

    @Test
    void aRefundOfBeforeTheirSumWasSaidIsPartOfALaterSum() {
        assertThat(together(Heard.refunded(ORDER, 100, null), Heard.refunded(ORDER, 50, 150L)))
                .isEqualTo(new Heard(ORDER, null, null, 50, 100, false, 0, 0, 0));
    }

    private static Heard together(Heard... news) {
        return Stream.of(news).reduce(Heard::and).orElseThrow();
    }
}
