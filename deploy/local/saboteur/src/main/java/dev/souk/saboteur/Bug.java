package dev.souk.saboteur;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import net.bytebuddy.asm.Advice;

/** Defects that shops are known for, each with the methods that it is put into. {@code ./souk check} has to find every one. */
public enum Bug {

    /**
     * inventory-service sells what it does not have: its code believes that there is always enough. The constraints of the
     * table {@code stock_level} stop it all the same, unless they are dropped too.
     */
    GUARD_DROPPED(in("org.springframework.jdbc.core.simple.DefaultJdbcClient#sql(String)", GuardDropped.class)),

    /** Any service forgets which messages it has seen. */
    INBOX_DROPPED(in("dev.souk.common.messaging.Inbox#firstSeen(String, List)", InboxDropped.class)),

    /** Any service announces facts while their transaction may still fail. */
    SEND_BEFORE_COMMIT(
            in(Place.PUBLISH, SendBeforeCommit.RememberSender.class),
            in("dev.souk.common.messaging.OutboxTable#insert(List)", SendBeforeCommit.class)),

    /** inventory-service keeps the goods of a cancelled order. */
    HOLD_NOT_RELEASED(in("dev.souk.inventory.fulfilment.Reservation#release(Shelves)", HoldNotReleased.class)),

    /** payment-service keeps the money of a cancelled order. */
    MONEY_NOT_RETURNED(in("dev.souk.payment.intent.Payment#take(OrderFact, Instant)", MoneyNotReturned.class)),

    /** payment-service believes that the provider has let go of the money of a cancelled order, and has not asked it. */
    VOID_SKIPPED(in("dev.souk.payment.client.SandboxProvider#voidAuthorisation(String, String)", VoidSkipped.class)),

    /** payment-service asks the provider for an order's money under two idempotency keys, and captures both. */
    CAPTURE_TWICE(in(Place.PROVIDER_CALL, CaptureTwice.class)),

    /** inventory-service gives the goods of a cancelled order back twice. */
    RELEASE_TWICE(in("dev.souk.inventory.stock.Shelves#release(Allocation)", ReleaseTwice.class)),

    /** order-service changes the row of an order, and writes no event that says why. */
    EVENT_SKIPPED(in("dev.souk.order.checkout.Orders#append(List)", Skipped.class));

    private record Advised(String place, Class<?> advice) {}

    private final List<Advised> methods;

    Bug(Advised... methods) {
        this.methods = List.of(methods);
    }

    private static Advised in(String place, Class<?> advice) {
        return new Advised(place, advice);
    }

    /** In orders: {@code guard-dropped}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    List<Cut> cuts() {
        return methods.stream().map(method -> {
            Place place = Place.of(method.place());
            return new Cut(place, Advice.to(method.advice()).on(place.matcher()));
        }).toList();
    }

    /** Where all bugs are. */
    static List<Place> places() {
        return Arrays.stream(values()).flatMap(bug -> bug.cuts().stream()).map(Cut::place).toList();
    }
}
