package dev.souk.order.checkout;

import static dev.souk.order.checkout.OrderFixtures.CANCEL;
import static dev.souk.order.checkout.OrderFixtures.CANCELLATION_REFUSED;
import static dev.souk.order.checkout.OrderFixtures.CANCEL_BY_OPERATOR;
import static dev.souk.order.checkout.OrderFixtures.DELIVERED;
import static dev.souk.order.checkout.OrderFixtures.DISPATCHED;
import static dev.souk.order.checkout.OrderFixtures.PAYMENT_RESERVED;
import static dev.souk.order.checkout.OrderFixtures.SHIPMENT_CANCELLED;
import static dev.souk.order.checkout.OrderFixtures.STOCK_RESERVED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What remains of a stream when its person is forgotten. */
class PersonalDataTests {

    private static final DeliveryAddress NOBODY = new DeliveryAddress("(erased)", "(erased)", null, "(erased)", null,
            "(erased)", "CH", null);

    @ParameterizedTest
    @MethodSource("streams")
    void theStateOfEveryInstantCanStillBeRebuilt(List<OrderEvent> stream) {
        List<OrderEvent> erased = erased(stream);

        assertThat(OrderHistory.of(erased)).isEqualTo(OrderHistory.of(stream));
        for (int version = 1; version <= stream.size(); version++) {
            assertThat(OrderView.of(Order.replay(erased.subList(0, version))))
                    .isEqualTo(OrderView.of(Order.replay(stream.subList(0, version))));
        }
    }

    @ParameterizedTest
    @MethodSource("streams")
    void nothingIsLeftOfThePerson(List<OrderEvent> stream) {
        List<OrderEvent> erased = erased(stream);

        assertThat(stream.toString()).contains("Ada", "1 Way", "Basel", "postalCode=4051", "tok_visa");
        assertThat(erased.toString()).doesNotContain("Ada", "1 Way", "Basel", "postalCode=4051", "tok_visa",
                "changed my mind");
        assertThat(Order.replay(erased).shipTo()).isEqualTo(NOBODY);
    }

    @ParameterizedTest
    @MethodSource("streams")
    void toForgetTwiceIsToForgetOnce(List<OrderEvent> stream) {
        assertThat(erased(erased(stream))).isEqualTo(erased(stream));
    }

    static Stream<List<OrderEvent>> streams() {
        return Stream.of(
                OrderFixtures.streamOf(STOCK_RESERVED, PAYMENT_RESERVED, CANCEL, CANCELLATION_REFUSED, DISPATCHED,
                        DELIVERED),
                OrderFixtures.streamOf(CANCEL),
                OrderFixtures.streamOf(STOCK_RESERVED, PAYMENT_RESERVED, CANCEL_BY_OPERATOR, SHIPMENT_CANCELLED));
    }

    private static List<OrderEvent> erased(List<OrderEvent> stream) {
        return stream.stream().map(PersonalData::withoutPerson).toList();
    }
}
