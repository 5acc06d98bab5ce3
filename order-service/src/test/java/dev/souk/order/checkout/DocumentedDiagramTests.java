package dev.souk.order.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** The picture of the state machine in {@code docs/order-flow.md} shows what the table in {@link OrderStatus} says. */
class DocumentedDiagramTests {

    private static final Pattern DIAGRAM = Pattern.compile("```mermaid\nstateDiagram-v2\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ARROW = Pattern.compile("(\\w+) --> (\\w+): (.+)");
    private static final Pattern END = Pattern.compile("(\\w+) --> \\[\\*]");

    @Test
    void theDiagramShowsEveryMoveOfAnOrderAndNoOther() throws IOException {
        Set<String> moves = new TreeSet<>();
        for (OrderStatus status : OrderStatus.values()) {
            for (Trigger trigger : OrderFixtures.TRIGGERS) {
                status.on(trigger).next().ifPresent(next -> moves.add(status + " --> " + next + ": " + label(trigger)));
            }
        }

        assertThat(documentedMoves()).isEqualTo(moves);
    }

    @Test
    void theDiagramShowsWhereAnOrderCanEnd() throws IOException {
        assertThat(END.matcher(diagram()).results().map(end -> OrderStatus.valueOf(end.group(1))))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(OrderStatus.values()).filter(OrderStatus::isTerminal).toList());
    }

    private static Set<String> documentedMoves() throws IOException {
        return ARROW.matcher(diagram()).results().filter(arrow -> !arrow.group(1).equals("*"))
                .flatMap(DocumentedDiagramTests::moves).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> moves(MatchResult arrow) {
        return Arrays.stream(arrow.group(3).split(", "))
                .map(label -> arrow.group(1) + " --> " + arrow.group(2) + ": " + label.strip());
    }

    private static String diagram() throws IOException {
        return DIAGRAM.matcher(Files.readString(Path.of("../docs/order-flow.md"))).results()
                .map(diagram -> diagram.group(1)).filter(diagram -> diagram.contains("AWAITING_PAYMENT")).findFirst()
                .orElseThrow();
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
