package dev.souk.order.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import dev.souk.test.StateDiagram;

/** The picture of the state machine in {@code docs/order-flow.md} shows what the table in {@link OrderStatus} says. */
class DocumentedDiagramTests {

    private final StateDiagram diagram = StateDiagram.in(Path.of("../docs/order-flow.md"), "AWAITING_PAYMENT");

    @Test
    void theDiagramShowsEveryMoveOfAnOrderAndNoOther() {
        Set<String> moves = new TreeSet<>();
        for (OrderStatus status : OrderStatus.values()) {
            for (Trigger trigger : OrderFixtures.TRIGGERS) {
                status.on(trigger).next().ifPresent(next -> moves.add(StateDiagram.move(status, next, label(trigger))));
            }
        }

        assertThat(diagram.moves()).isEqualTo(moves);
    }

    @Test
    void theDiagramShowsWhereAnOrderCanEnd() {
        assertThat(diagram.ends()).containsExactlyInAnyOrderElementsOf(
                Arrays.stream(OrderStatus.values()).filter(OrderStatus::isTerminal).map(OrderStatus::name).toList());
    }

    private static String label(Trigger trigger) {
        return switch (trigger) {
            case Trigger.CancellationWish _ -> "cancel";
            case Trigger.UnpaidTimeout _ -> "unpaid";
            case Trigger.PaymentDeclined _ -> "last decline";
            case Trigger.EverythingReturned _ -> "everything returned";
            default -> trigger.name();
        };
    }
}
