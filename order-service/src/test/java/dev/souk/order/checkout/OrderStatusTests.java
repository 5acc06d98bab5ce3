package dev.souk.order.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The state machine once more, written down by someone who reads the specification and not the code. */
class OrderStatusTests {

    private static final String TABLE = """
            |                  | stock         | stock    | payment  | payment  | payment | cancel        | unpaid  | shipment | shipment   | shipment  | shipment  | cancellation | return    | return   | everything |
            |                  | reserved      | rejected | reserved | declined | refused |               |         | created  | dispatched | delivered | cancelled | refused      | requested | received | returned   |
            | PENDING          | AWAIT_PAYMENT | CANCEL   | CONFIRM  | NOTE     | NOTE    | CANCEL        | CANCEL  | NOTE     | NOTE       | NOTE      | ALARM     | ALARM        | REFUSE    | ALARM    | ALARM      |
            | AWAITING_PAYMENT | NOTHING       | ALARM    | CONFIRM  | NOTE     | CANCEL  | CANCEL        | CANCEL  | NOTE     | NOTE       | NOTE      | ALARM     | ALARM        | REFUSE    | ALARM    | ALARM      |
            | CONFIRMED        | NOTHING       | ALARM    | NOTHING  | NOTHING  | NOTHING | ASK_INVENTORY | NOTHING | NOTE     | SHIP       | DELIVER   | ALARM     | NOTHING      | REFUSE    | ALARM    | ALARM      |
            | CANCELLING       | NOTHING       | ALARM    | NOTHING  | NOTHING  | NOTHING | NOTHING       | NOTHING | NOTE     | SHIP       | DELIVER   | CANCEL    | RESUME       | REFUSE    | ALARM    | ALARM      |
            | SHIPPED          | NOTHING       | NOTHING  | NOTHING  | NOTHING  | NOTHING | REFUSE        | NOTHING | NOTHING  | NOTHING    | DELIVER   | ALARM     | NOTHING      | NOTE      | NOTE     | RETURN     |
            | DELIVERED        | NOTHING       | NOTHING  | NOTHING  | NOTHING  | NOTHING | REFUSE        | NOTHING | NOTHING  | NOTHING    | NOTHING   | ALARM     | NOTHING      | NOTE      | NOTE     | RETURN     |
            | CANCELLED        | REPEAT        | NOTHING  | REPEAT   | NOTHING  | NOTHING | NOTHING       | NOTHING | NOTHING  | ALARM      | ALARM     | NOTHING   | ALARM        | REFUSE    | ALARM    | ALARM      |
            | RETURNED         | NOTHING       | NOTHING  | NOTHING  | NOTHING  | NOTHING | REFUSE        | NOTHING | NOTHING  | NOTHING    | NOTHING   | ALARM     | NOTHING      | REFUSE    | NOTE     | NOTHING    |
            """;

    @ParameterizedTest(name = "{0} answers {1} with {2}")
    @MethodSource("cells")
    void answersEveryMessageInEveryState(OrderStatus status, Trigger trigger, Reaction reaction) {
        assertThat(status.on(trigger)).isEqualTo(reaction);
    }

    @ParameterizedTest(name = "{0} after {1}: {2}")
    @MethodSource("cells")
    void anOrderDoesWhatTheTableSays(OrderStatus status, Trigger trigger, Reaction reaction) {
        Order order = OrderFixtures.in(status);
        int version = order.version();

        if (reaction == Reaction.REFUSE) {
            assertThatThrownBy(() -> order.answer(trigger, OrderFixtures.NOON))
                    .isInstanceOf(trigger instanceof Trigger.ReturnRequested
                            ? NotReturnable.class
                            : IllegalOrderTransition.class);
        } else {
            assertThat(order.answer(trigger, OrderFixtures.NOON)).isEqualTo(reaction);
        }

        assertThat(order.status()).isEqualTo(reaction.next().orElse(status));
        boolean writes = reaction == Reaction.NOTE || reaction.next().isPresent();
        assertThat(order.unsaved()).hasSize(writes ? 1 : 0);
        assertThat(order.version()).isEqualTo(version + order.unsaved().size());
    }

    @Test
    void onlyDeliveredCancelledAndReturnedOrdersAreOver() {
        assertThat(Arrays.stream(OrderStatus.values()).filter(OrderStatus::isTerminal))
                .containsExactly(OrderStatus.DELIVERED, OrderStatus.CANCELLED, OrderStatus.RETURNED);
    }

    static Stream<Arguments> cells() {
        return TABLE.lines().skip(2).flatMap(OrderStatusTests::cellsOf);
    }

    private static Stream<Arguments> cellsOf(String row) {
        List<String> cells = Arrays.stream(row.split("\\|")).map(String::strip).filter(cell -> !cell.isEmpty())
                .toList();
        OrderStatus status = OrderStatus.valueOf(cells.getFirst());
        assertThat(cells).hasSize(OrderFixtures.TRIGGERS.size() + 1);
        return Stream.iterate(0, column -> column < OrderFixtures.TRIGGERS.size(), column -> column + 1)
                .map(column -> Arguments.of(status, OrderFixtures.TRIGGERS.get(column),
                        Reaction.valueOf(cells.get(column + 1))));
    }
}
