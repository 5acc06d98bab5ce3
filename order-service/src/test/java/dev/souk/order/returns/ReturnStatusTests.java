package dev.souk.order.returns;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.souk.test.StateDiagram;

/** The state machine of a return once more, as ADR 17 has it. */
class ReturnStatusTests {

    private static final String TABLE = """
            |           | approval | rejection | receipt | refund  |
            | REQUESTED | APPROVE  | REJECT    | REFUSE  | ALARM   |
            | APPROVED  | NOTHING  | REJECT    | RECEIVE | ALARM   |
            | REJECTED  | REFUSE   | NOTHING   | REFUSE  | ALARM   |
            | RECEIVED  | REFUSE   | REFUSE    | NOTHING | FINISH  |
            | REFUNDED  | REFUSE   | REFUSE    | NOTHING | NOTHING |
            """;

    @ParameterizedTest(name = "{0} answers {1} with {2}")
    @MethodSource("cells")
    void everythingHasItsAnswerInEveryState(ReturnStatus status, ReturnStatus.Trigger trigger,
            ReturnStatus.Answer answer) {
        assertThat(status.on(trigger)).isEqualTo(answer);
    }

    @ParameterizedTest(name = "{0} after {1} twice")
    @MethodSource("cells")
    void whatIsSaidTwiceTakesEffectOnce(ReturnStatus status, ReturnStatus.Trigger trigger,
            ReturnStatus.Answer answer) {
        answer.next().ifPresent(next -> assertThat(next.on(trigger)).isEqualTo(ReturnStatus.Answer.NOTHING));
    }

    @Test
    void theDiagramInTheDocumentationShowsEveryMoveAndNoOther() {
        Set<String> moves = new TreeSet<>();
        for (ReturnStatus status : ReturnStatus.values()) {
            for (ReturnStatus.Trigger trigger : ReturnStatus.Trigger.values()) {
                status.on(trigger).next().ifPresent(
                        next -> moves.add(StateDiagram.move(status, next, trigger.name().toLowerCase(Locale.ROOT))));
            }
        }

        assertThat(StateDiagram.in(Path.of("../docs/order-flow.md"), "REFUNDED").moves()).isEqualTo(moves);
    }

    static Stream<Arguments> cells() {
        return TABLE.lines().skip(1).flatMap(row -> {
            List<String> cells = Arrays.stream(row.split("\\|")).map(String::strip).filter(cell -> !cell.isEmpty())
                    .toList();
            return IntStream.range(0, ReturnStatus.Trigger.values().length)
                    .mapToObj(column -> Arguments.of(ReturnStatus.valueOf(cells.getFirst()),
                            ReturnStatus.Trigger.values()[column],
                            ReturnStatus.Answer.valueOf(cells.get(column + 1))));
        });
    }
}
