package dev.souk.payment.intent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import dev.souk.test.StateDiagram;

/** The table once more, as a table: a change of any cell has to be made twice, and be seen in review. */
class TransitionsTests {

    private static final String TABLE = """
            state          | ORDER_CANCELLED                | ORDER_CREATED | STOCK_RESERVED | PAY                           | APPROVED                | REFUSED               | REFUSED_FOR_GOOD       | SHIPMENT_CREATED      | CAPTURE_DONE          | CAPTURE_REFUSED             | VOID_DONE         | VOID_REFUSED        | REFUND_DONE                  | REFUND_REFUSED        | REFUND_REFUSED_FOR_NOW  | TRY_AGAIN
            UNKNOWN        | VOIDED                         | REQUESTED     | remember       | refuse STOCK_NOT_HELD         | alarm                   | alarm                 | alarm                  | remember              | alarm                 | alarm                       | alarm             | alarm               | alarm                        | alarm                 | alarm                 | -
            REQUESTED      | VOIDED                         | -             | PAYABLE        | refuse STOCK_NOT_HELD         | alarm                   | alarm                 | alarm                  | remember              | alarm                 | alarm                       | alarm             | alarm               | alarm                        | alarm                 | alarm                 | -
            PAYABLE        | VOIDED                         | -             | -              | AUTHORISING ASK_AUTHORISATION | AUTHORISED SAY_RESERVED | -                     | -                      | remember              | alarm                 | alarm                       | alarm             | alarm               | alarm                        | alarm                 | alarm                 | -
            AUTHORISING    | ABANDONING                     | -             | -              | refuse IN_FLIGHT              | AUTHORISED SAY_RESERVED | PAYABLE SAY_DECLINED  | DECLINED SAY_DECLINED  | remember              | alarm                 | alarm                       | alarm             | alarm               | alarm                        | alarm                 | alarm                 | -
            ABANDONING     | -                              | -             | -              | refuse CLOSED                 | VOIDING ASK_VOID        | VOIDED                | VOIDED                 | alarm                 | alarm                 | alarm                       | alarm             | alarm               | alarm                        | alarm                 | alarm                 | -
            AUTHORISED     | VOIDING ASK_VOID               | -             | -              | -                             | -                       | -                     | -                      | CAPTURING ASK_CAPTURE | alarm                 | alarm                       | alarm             | alarm               | alarm                        | alarm                 | alarm                 | -
            CAPTURING      | remember                       | -             | -              | -                             | -                       | -                     | -                      | -                     | CAPTURED BOOK_CAPTURE | CAPTURE_FAILED RETRY_LATER  | alarm             | alarm               | alarm                        | alarm                 | alarm                 | -
            CAPTURE_FAILED | VOIDING ASK_VOID               | -             | -              | -                             | -                       | -                     | -                      | -                     | CAPTURED BOOK_CAPTURE | -                           | alarm             | alarm               | alarm                        | alarm                 | alarm                 | CAPTURING ASK_CAPTURE
            CAPTURED       | REFUNDING ASK_REFUND_OF_REST   | -             | -              | -                             | -                       | -                     | -                      | -                     | -                     | alarm                       | alarm             | alarm               | -                            | alarm                 | -                     | -
            REFUNDING      | -                              | -             | -              | refuse CLOSED                 | -                       | -                     | -                      | -                     | -                     | alarm                       | alarm             | alarm               | REFUNDING ASK_REFUND_OF_REST | REFUNDING RETRY_LATER | REFUNDING RETRY_LATER | REFUNDING ASK_REFUND_OF_REST
            VOIDING        | -                              | -             | -              | refuse CLOSED                 | -                       | -                     | -                      | -                     | alarm                 | -                           | VOIDED SAY_VOIDED | VOIDING RETRY_LATER | alarm                        | alarm                 | alarm                 | VOIDING ASK_VOID
            VOIDED         | -                              | -             | -              | refuse CLOSED                 | VOIDING ASK_VOID        | -                     | -                      | -                     | alarm                 | alarm                       | -                 | alarm               | alarm                        | alarm                 | alarm                 | -
            DECLINED       | VOIDED                         | -             | -              | refuse CLOSED                 | AUTHORISED SAY_RESERVED | -                     | -                      | alarm                 | alarm                 | alarm                       | alarm             | alarm               | alarm                        | alarm                 | alarm                 | -
            """;

    @Test
    void everyTriggerHasItsAnswerInEveryState() {
        var rows = TABLE.lines().map(TransitionsTests::cells).toList();

        assertThat(rows.getFirst()).startsWith("state").endsWith(names(Trigger.values()));
        assertThat(rows.stream().skip(1).map(List::getFirst)).containsExactly(names(PaymentState.values()));
        for (var row : rows.subList(1, rows.size())) {
            var state = PaymentState.valueOf(row.getFirst());
            assertThat(Arrays.stream(Trigger.values()).map(trigger -> inWords(Transitions.of(state, trigger))))
                    .as("answers in %s to %s", state, List.of(Trigger.values()))
                    .containsExactlyElementsOf(row.subList(1, row.size()));
        }
    }

    @Test
    void theDiagramInTheDocumentationShowsEveryMoveAndNoOther() {
        var moves = new TreeSet<String>();
        for (PaymentState state : PaymentState.values()) {
            for (Trigger trigger : Trigger.values()) {
                if (Transitions.of(state, trigger) instanceof Transition.Move(PaymentState next, var _)) {
                    moves.add(StateDiagram.move(state, next,
                            trigger.name().toLowerCase(Locale.ROOT).replace('_', ' ')));
                }
            }
        }

        assertThat(StateDiagram.in(Path.of("../docs/order-flow.md"), "CAPTURING").moves()).isEqualTo(moves);
    }

    @Test
    void noStateIsLeftTwiceForTheSameMoney() {
        for (PaymentState state : List.of(PaymentState.VOIDED, PaymentState.VOIDING)) {
            for (Trigger trigger : Trigger.values()) {
                assertThat(inWords(Transitions.of(state, trigger))).as("%s in %s", trigger, state)
                        .doesNotContain("ASK_CAPTURE", "BOOK_CAPTURE", "ASK_AUTHORISATION");
            }
        }
    }

    private static String inWords(Transition transition) {
        return switch (transition) {
            case Transition.Stay.NOTHING -> "-";
            case Transition.Stay.REMEMBER -> "remember";
            case Transition.Stay.ALARM -> "alarm";
            case Transition.Refuse(NotPayable.Reason reason) -> "refuse " + reason;
            case Transition.Move(PaymentState next, List<Transition.Effect> effects) -> effects.isEmpty()
                    ? next.name()
                    : next + " " + effects.stream().map(Enum::name).collect(Collectors.joining(" "));
        };
    }

    private static List<String> cells(String row) {
        return Arrays.stream(row.split("\\|")).map(String::strip).toList();
    }

    private static String[] names(Enum<?>... constants) {
        return Arrays.stream(constants).map(Enum::name).toArray(String[]::new);
    }
}
