package dev.souk.local.check;

import static dev.souk.local.Service.INVENTORY;
import static dev.souk.local.Service.JOBS;
import static dev.souk.local.Service.NOTIFICATION;
import static dev.souk.local.Service.ORDER;
import static dev.souk.local.Service.PAYMENT;
import static dev.souk.local.Service.PRODUCT;
import static dev.souk.local.Service.USER;

import dev.souk.local.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What must hold in Souk when it is at rest, each rule with its SQL: the promise about money and stock in one place. */
final class Rules {

    private static final List<Service> SENDERS = List.of(USER, PRODUCT, ORDER, INVENTORY, PAYMENT, NOTIFICATION, JOBS);

    /** By order and currency: what was paid in another one is not paid. */
    private static final String STANDING = """
            select id || ' ' || currency, total from orders
             where status in ('CONFIRMED', 'CANCELLING', 'SHIPPED', 'DELIVERED', 'RETURNED')""";

    private Rules() {
    }

    /**
     * @param patience an order that has not moved for longer counts as stuck
     * @param madeUp messages that somebody has put into Kafka to see what happens: their topics by their ids
     */
    static List<Rule> all(Duration patience, Map<String, String> madeUp) {
        return List.of(
                new Rule(
                        "stock-adds-up",
                        "Of every SKU, available + reserved + sold = supplied, and none of them is negative.",
                        Look.none(INVENTORY, "select count(*) from stock_level", """
                                select format('%s in %s: %s available + %s reserved + %s sold, %s supplied',
                                              sku, warehouse, available, reserved, sold, supplied)
                                  from stock_level
                                 where available + reserved + sold <> supplied
                                    or least(available, reserved, sold, supplied) < 0""")),
                new Rule(
                        "supplies-explain-stock",
                        "What was supplied of a SKU is the sum of its supplies.",
                        Look.equal(INVENTORY,
                                "stock_level", "select sku || ' in ' || warehouse, supplied from stock_level",
                                "supply", "select sku || ' in ' || warehouse, sum(quantity) from supply group by 1")),
                new Rule(
                        "holds-explain-reserved",
                        "What is reserved of a SKU is the sum of the holds on it.",
                        Look.equal(INVENTORY,
                                "stock_level", "select sku || ' in ' || warehouse, reserved from stock_level",
                                "holds", linesOfReservations("HELD"))),
                new Rule(
                        "shipments-explain-sold",
                        "What is sold of a SKU is the sum of the reservations that became shipments, less what came back.",
                        Look.equal(INVENTORY,
                                "stock_level", "select sku || ' in ' || warehouse, sold from stock_level",
                                "reservations", """
                                        select l.sku || ' in ' || l.warehouse,
                                               sum(l.quantity - coalesce(back.quantity, 0))
                                          from reservation r join reservation_line l on l.order_id = r.order_id
                                          left join (select order_id, sku, warehouse, sum(quantity) as quantity
                                                       from restock group by 1, 2, 3) back
                                            on (back.order_id, back.sku, back.warehouse)
                                             = (l.order_id, l.sku, l.warehouse)
                                         where r.state = 'COMMITTED' group by 1""")),
                new Rule(
                        "returns-are-restocked",
                        "What orders have received back of a SKU is what inventory has put back on its shelves.",
                        Look.equal(
                                ORDER, """
                                        select r.id || ' ' || l.sku, cardinality(l.pieces)
                                          from order_return r join order_return_line l on l.return_id = r.id
                                         where r.status in ('RECEIVED', 'REFUNDED')""",
                                INVENTORY, "select return_id || ' ' || sku, sum(quantity) from restock group by 1")),
                new Rule(
                        "returns-are-refunded",
                        "Of every return whose goods are here, the money has been given back, once.",
                        Look.equal(
                                ORDER, """
                                        select id || ' ' || currency, coalesce(refunded, refund) from order_return
                                         where status in ('RECEIVED', 'REFUNDED')""",
                                PAYMENT, """
                                        select return_id || ' ' || currency, amount from refund
                                         where return_id is not null and status = 'REFUNDED'""")),
                new Rule(
                        "overviews-agree",
                        "What operators see of an order's money is what payment has in its books.",
                        Look.equal(
                                ORDER, "select order_id, captured - refunded from order_heard",
                                PAYMENT, "select order_id, captured - refunded from payment")),
                new Rule(
                        "overviews-see-payments",
                        "Operators see whether the money of an order is set aside, taken or let go.",
                        Look.same(
                                ORDER, """
                                        select order_id, payment from order_heard
                                         where payment in ('AUTHORISED', 'CAPTURED', 'VOIDED')""",
                                PAYMENT, """
                                        select order_id, case when state in ('CAPTURED', 'REFUNDING') then 'CAPTURED'
                                                              when state = 'VOIDED' then 'VOIDED'
                                                              else 'AUTHORISED' end
                                          from payment
                                         where authorisation is not null
                                           and state in ('AUTHORISED', 'CAPTURING', 'CAPTURE_FAILED', 'CAPTURED',
                                                         'REFUNDING', 'VOIDED')""")),
                new Rule(
                        "overviews-see-parcels",
                        "Operators see the parcels of an order as inventory has made, dispatched and delivered them.",
                        Look.same(
                                ORDER, """
                                        select order_id, format('%s parcels, %s dispatched, %s delivered',
                                                                parcels, dispatched, delivered)
                                          from order_heard where parcels + dispatched + delivered > 0""",
                                INVENTORY, """
                                        select order_id, format('%s parcels, %s dispatched, %s delivered', count(*),
                                                                count(*) filter (where status <> 'PREPARING'),
                                                                count(*) filter (where status = 'DELIVERED'))
                                          from shipment where status <> 'CANCELLED' group by order_id""")),
                new Rule(
                        "orders-have-their-goods",
                        "Every confirmed order has its goods, each of its SKUs, and no cancelled one keeps any.",
                        Look.equal(
                                ORDER, """
                                        select o.id || ' ' || l.sku, sum(l.quantity)
                                          from orders o join order_line l on l.order_id = o.id
                                         where o.status in ('CONFIRMED', 'CANCELLING', 'SHIPPED', 'DELIVERED',
                                                            'RETURNED') group by 1""",
                                INVENTORY, """
                                        select r.order_id || ' ' || l.sku, sum(l.quantity)
                                          from reservation r join reservation_line l on l.order_id = r.order_id
                                         where r.state = 'COMMITTED' group by 1""")),
                new Rule(
                        "cancelled-orders-hold-nothing",
                        "No hold on stock belongs to an order that has ended.",
                        Rules::holdsOfEndedOrders),
                new Rule(
                        "money-is-owed",
                        "Of an order that stands its total is captured; of any other one, all that was captured is refunded.",
                        Rules::moneyOwed),
                new Rule(
                        "standing-orders-keep-their-money",
                        "Only an operator or a return gives back money of an order that stands, never its cancellation.",
                        Rules::compensationsOfStandingOrders),
                new Rule(
                        "refunds-explain-refunded",
                        "What is refunded of a payment is the sum of its refunds.",
                        Look.equal(PAYMENT,
                                "payment", "select id || ' ' || currency, refunded from payment where refunded <> 0",
                                "refund", """
                                        select payment_id || ' ' || currency, sum(amount) from refund
                                         where status = 'REFUNDED' group by 1""")),
                new Rule(
                        "money-is-taken-once",
                        "The money of an order is taken once: one capture in the ledger, and one at the sandbox provider.",
                        Look.none(PAYMENT, "select count(*) from payment where captured <> 0", """
                                select format('%s: %s captures in the ledger', order_id, count(distinct movement_id))
                                  from ledger_entry where kind = 'CAPTURE'
                                 group by order_id having count(distinct movement_id) > 1
                                union all
                                select format('%s: %s captures at the provider', p.order_id, count(*))
                                  from sandbox.request r
                                  join sandbox.authorisation a on a.reference = r.detail
                                  join payment p on p.id::text = split_part(r.idempotency_key, ':', 1)
                                 where r.operation = 'authorise' and r.approved and a.captured > 0
                                 group by p.order_id having count(*) > 1""")),
                new Rule(
                        "cancelled-orders-owe-nothing",
                        "No money is set aside for an order that was cancelled.",
                        Rules::openPaymentsOfCancelledOrders),
                new Rule(
                        "nothing-stays-set-aside",
                        "The sandbox provider sets money aside only for payments that still want it: the rest is voided there.",
                        Look.none(PAYMENT, "select count(*) from sandbox.authorisation",
                                """
                                        select format('%s of %s: neither captured nor voided, and the payment is %s', a.reference,
                                                      coalesce(p.order_id::text, 'no payment'), coalesce(p.state, 'none'))
                                          from sandbox.authorisation a left join payment p on p.authorisation = a.reference
                                         where a.amount > 0 and a.captured = 0 and not a.voided
                                           and coalesce(p.state, '') not in ('AUTHORISED', 'CAPTURING', 'CAPTURE_FAILED',
                                                                             'VOIDING')""")),
                new Rule(
                        "nothing-without-an-order",
                        "Goods are held and money is asked for only for orders that exist.",
                        Rules::effectsWithoutOrders),
                new Rule(
                        "ledger-is-balanced",
                        "All ledger entries of a currency sum to zero.",
                        Look.none(PAYMENT, "select count(*) from ledger_entry", """
                                select format('%s: %s', currency, sum(amount)) from ledger_entry
                                 group by currency having sum(amount) <> 0""")),
                new Rule(
                        "ledger-explains-payments",
                        "Of every order, what the provider owes us by the ledger is captured - refunded.",
                        Look.equal(PAYMENT,
                                "payment", """
                                        select order_id || ' ' || currency, captured - refunded from payment
                                         where captured <> 0""",
                                "the ledger", """
                                        select order_id || ' ' || currency, sum(amount) from ledger_entry
                                         where account = 'PROVIDER' group by 1""")),
                new Rule(
                        "provider-agrees",
                        "The sandbox provider has taken and given back what our payments with it say.",
                        Look.equal(PAYMENT,
                                "our payment", """
                                        select authorisation || ' ' || currency, captured - refunded from payment
                                         where authorisation is not null and provider = 'sandbox'
                                           and amount > 0""",
                                "the provider's books", """
                                        select reference || ' ' || currency, captured - refunded
                                          from sandbox.authorisation where amount > 0""")),
                new Rule(
                        "orders-move",
                        "No order has waited for another service for more than " + patience.toMinutes() + " minutes.",
                        Look.none(ORDER, "select count(*) from orders", """
                                select format('%%s %%s since %%s', id, status, moved_at) from orders
                                 where awaits_others and moved_at < now() - interval '%d seconds'"""
                                .formatted(patience.toSeconds()))),
                new Rule(
                        "payments-move",
                        "No payment has waited for its provider for more than " + patience.toMinutes() + " minutes.",
                        Look.none(PAYMENT, "select count(*) from payment", """
                                select format('%%s is %%s since %%s', order_id, state, updated_at) from payment
                                 where (state in ('AUTHORISING', 'ABANDONING', 'CAPTURING', 'VOIDING')
                                        or state = 'REFUNDING' and refunded < captured)
                                   and updated_at < now() - interval '%d seconds'""".formatted(patience.toSeconds()))),
                new Rule(
                        "provider-answers",
                        "No refund, and no other call to the provider, has been open for more than "
                                + patience.toMinutes() + " minutes.",
                        Look.none(PAYMENT, "select count(*) from provider_call", """
                                select format('%%s: %%s since %%s', order_id, step, written_at) from provider_call
                                 where answered_at is null and written_at < now() - interval '%1$d seconds'
                                union all
                                select format('%%s: refund %%s since %%s', p.order_id, r.id, r.requested_at)
                                  from refund r join payment p on p.id = r.payment_id
                                 where r.status = 'PENDING' and r.requested_at < now() - interval '%1$d seconds'"""
                                .formatted(patience.toSeconds()))),
                new Rule(
                        "orders-are-their-events",
                        "The row of every order is what its stream of events makes of it.",
                        Look.none(ORDER, "select count(*) from orders", ORDERS_UNLIKE_THEIR_EVENTS)),
                new Rule(
                        "coupons-are-counted",
                        "A promotion with a limit counts the orders that have it, and no cancelled order keeps one.",
                        Look.none(ORDER, "select count(*) from promotion", """
                                select format('%s: %s counted, %s in use', p.id, p.redeemed, count(r.order_id))
                                  from promotion p
                                  left join redemption r on r.promotion_id = p.id and r.given_back_at is null
                                 where p.limited group by p.id having p.redeemed <> count(r.order_id)
                                union all
                                select format('%s: given back %s, and order %s is %s', r.promotion_id,
                                              coalesce(r.given_back_at::text, 'never'), o.id, o.status)
                                  from redemption r join orders o on o.id = r.order_id
                                 where (o.status = 'CANCELLED') <> (r.given_back_at is not null)""")),
                new Rule(
                        "flash-sales-are-counted",
                        "A flash sale counts the pieces of its orders, and no cancelled order keeps any.",
                        Look.none(ORDER, "select count(*) from flash_sale", """
                                select format('%s: %s counted, %s bought', s.id, s.taken, coalesce(sum(p.quantity), 0))
                                  from flash_sale s
                                  left join flash_purchase p on p.sale_id = s.id and p.given_back_at is null
                                 group by s.id having s.taken <> coalesce(sum(p.quantity), 0)
                                union all
                                select format('%s: given back %s, and order %s is %s', p.sale_id,
                                              coalesce(p.given_back_at::text, 'never'), o.id, o.status)
                                  from flash_purchase p join orders o on o.id = p.order_id
                                 where (o.status = 'CANCELLED') <> (p.given_back_at is not null)""")),
                new Rule(
                        "mails-are-sent",
                        "No mail waits for more than " + patience.toMinutes() + " minutes, and none is given up.",
                        Look.none(NOTIFICATION, "select count(*) from mail", """
                                select format('%%s of %%s: %%s%%s', n.kind, n.order_id,
                                              case when m.given_up_at is null then 'waits since ' || n.created_at
                                                   else 'given up' end,
                                              ': ' || m.last_failure)
                                  from mail m join notification n on n.id = m.notification_id
                                 where m.given_up_at is not null
                                    or m.sent_at is null and n.created_at < now() - interval '%d seconds'"""
                                .formatted(patience.toSeconds()))),
                new Rule(
                        "no-alarms",
                        "No order has met a message that cannot be.",
                        Look.none(
                                ORDER,
                                "select count(*) from orders",
                                "select format('%s %s', order_id, what) from order_alarm where acknowledged_at is null")),
                new Rule(
                        "facts-are-announced",
                        "Every fact in an outbox has been sent.",
                        Look.noneIn(
                                SENDERS,
                                "select count(*) from outbox",
                                "select format('%s %s of %s', id, type, key) from outbox where sent_at is null")),
                new Rule(
                        "facts-arrive",
                        "Every fact that was sent has taken effect at each service that listens to it.",
                        Delivery::allArrived),
                new Rule(
                        "effects-have-causes",
                        "Every message that took effect was announced by somebody (as long as outboxes remember).",
                        databases -> effectsWithoutCauses(databases, madeUp)));
    }

    /** The last event that moves an order says where it stands; the first one what was ordered. */
    private static final String ORDERS_UNLIKE_THEIR_EVENTS = """
            with moves (type, status) as (
                values ('OrderCreated', 'PENDING'), ('OrderStockReserved', 'AWAITING_PAYMENT'),
                       ('OrderConfirmed', 'CONFIRMED'), ('OrderCancellationRequested', 'CANCELLING'),
                       ('OrderCancellationRefused', 'CONFIRMED'), ('OrderCancelled', 'CANCELLED'),
                       ('OrderShipped', 'SHIPPED'), ('OrderDelivered', 'DELIVERED'), ('OrderReturned', 'RETURNED')),
            stream as (
                select order_id as id, count(*) as events, max(version) as version,
                       (array_agg(moves.status order by version desc) filter (where moves.status is not null))[1] as status,
                       (array_agg(data ->> 'reason' order by version desc) filter (where type = 'OrderCancelled'))[1]
                           as reason,
                       (array_agg(data order by version))[1] as first
                  from order_event left join moves using (type) group by order_id),
            told as (
                select id, version, status, reason, events, (first #>> '{total,amount}')::bigint as total,
                       first #>> '{total,currency}' as currency, first ->> 'userId' as shopper,
                       (select string_agg(format('%s %s at %s', line ->> 'quantity', line ->> 'sku',
                                                 line #>> '{unitPrice,amount}'), ', ' order by line ->> 'sku')
                          from jsonb_array_elements(first -> 'lines') line) as lines
                  from stream),
            is_now as (
                select id, version, status, case status when 'CANCELLED' then cancellation_reason end as reason,
                       version::bigint as events, total, currency::text, user_id::text as shopper,
                       (select string_agg(format('%s %s at %s', quantity, sku, unit_price), ', ' order by sku)
                          from order_line where order_id = orders.id) as lines
                  from orders)
            select format('the row says %s; its events say %s', is_now, told)
              from is_now left join told using (id)
             where is_now is distinct from told""";

    private static String linesOfReservations(String state) {
        return """
                select l.sku || ' in ' || l.warehouse, sum(l.quantity)
                  from reservation r join reservation_line l on l.order_id = r.order_id
                 where r.state = '%s' group by 1""".formatted(state);
    }

    /**
     * Effects are read first: what they come of was announced before. A made-up message is noted where it is of no use; a
     * subscription that notes only what it has read and carried out has no excuse.
     */
    private static Finding effectsWithoutCauses(ServiceDatabases databases, Map<String, String> madeUp) {
        try (SortedIds effects = new SortedIds(databases, SENDERS, """
                select message_id, consumer from inbox where received_at > now() - interval '2 days'
                 order by message_id""");
                SortedIds causes = new SortedIds(databases, SENDERS,
                        "select message_id, topic from outbox order by message_id")) {
            return effects.missingIn(causes,
                    id -> madeUp.containsKey(id.id())
                            && Delivery.notesUnread(id.service(), id.whose(), madeUp.get(id.id())),
                    id -> id.service().id() + " " + id.id());
        }
    }

    private static Finding holdsOfEndedOrders(ServiceDatabases databases) {
        Set<String> ended = databases.ids(ORDER,
                "select id from orders where status in ('CANCELLED', 'DELIVERED', 'RETURNED')");
        Set<String> held = databases.ids(INVENTORY, "select order_id from reservation where state = 'HELD'");
        return new Finding(held.size(), held.stream().filter(ended::contains).toList());
    }

    private static Finding openPaymentsOfCancelledOrders(ServiceDatabases databases) {
        Set<String> cancelled = databases.ids(ORDER, "select id from orders where status = 'CANCELLED'");
        Set<String> open = databases.ids(PAYMENT,
                """
                        select order_id from payment
                         where state in ('AUTHORISING', 'ABANDONING', 'AUTHORISED', 'CAPTURING', 'CAPTURE_FAILED', 'VOIDING')""");
        return new Finding(cancelled.size(), open.stream().filter(cancelled::contains).limit(Look.SHOWN).toList());
    }

    private static Finding effectsWithoutOrders(ServiceDatabases databases) {
        Set<String> goods = databases.ids(INVENTORY,
                "select order_id from reservation where state in ('HELD', 'COMMITTED')");
        Set<String> money = databases.ids(PAYMENT, "select order_id from payment where amount is not null");
        Set<String> orders = databases.ids(ORDER, "select id from orders");
        return new Finding(goods.size() + money.size(), Stream.concat(
                goods.stream().filter(id -> !orders.contains(id)).map(id -> id + " has goods"),
                money.stream().filter(id -> !orders.contains(id)).map(id -> id + " has a payment"))
                .limit(Look.SHOWN).toList());
    }

    private static Finding compensationsOfStandingOrders(ServiceDatabases databases) {
        Set<String> standing = databases.ids(ORDER, STANDING);
        Set<String> compensated = databases.ids(PAYMENT,
                "select order_id || ' ' || currency from payment where state = 'REFUNDING'");
        return new Finding(standing.size(), compensated.stream().filter(standing::contains).limit(Look.SHOWN)
                .map(order -> order + " stands, and its money is given back as if it were cancelled").toList());
    }

    /** A refund that an operator grants on an order that stands changes nothing about what had to be captured. */
    private static Finding moneyOwed(ServiceDatabases databases) {
        Map<String, Long> standing = databases.amounts(ORDER, STANDING);
        Map<String, Long> captured = databases.amounts(PAYMENT,
                "select order_id || ' ' || currency, captured from payment where captured <> 0");
        Map<String, Long> kept = databases.amounts(PAYMENT,
                "select order_id || ' ' || currency, captured - refunded from payment where captured <> refunded");
        List<String> offenders = new ArrayList<>();
        standing.forEach((order, total) -> {
            if (!total.equals(captured.getOrDefault(order, 0L))) {
                offenders.add("%s: %d captured of %d".formatted(order, captured.getOrDefault(order, 0L), total));
            }
        });
        kept.forEach((order, amount) -> {
            if (!standing.containsKey(order)) {
                offenders.add("%s: %d kept for an order that does not stand".formatted(order, amount));
            }
        });
        return new Finding(databases.number(ORDER, "select count(*) from orders"), offenders);
    }
}
