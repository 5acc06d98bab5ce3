package dev.souk.jobs.orders;

import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.stereotype.Component;

import com.xxl.job.core.context.XxlJobHelper;
import com.xxl.job.core.handler.annotation.XxlJob;

import dev.souk.jobs.client.OrderClient;
import dev.souk.jobs.client.OrderClient.Cancelled;
import dev.souk.jobs.client.OrderClient.Driven;
import dev.souk.jobs.client.OrderClient.Piece;

/**
 * The jobs that see to it that every order ends. Run them as sharding broadcasts: each executor looks after its share of
 * the orders. Both may run twice or overlap, because order-service decides about each order for itself.
 */
@Component
class OrderJobs {

    private static final int PIECE = 200;
    private static final int MOST_PIECES = 50;

    private final OrderClient orders;

    OrderJobs(OrderClient orders) {
        this.orders = orders;
    }

    /** Piece by piece until nothing is left, or until the next run may as well do the rest. */
    @XxlJob("cancelUnpaidOrders")
    void cancelUnpaidOrders() {
        int cancelled = 0;
        int failed = 0;
        boolean more = true;
        for (int pieces = 0; more && pieces < MOST_PIECES; pieces++) {
            Cancelled piece = orders.cancelUnpaid(piece());
            cancelled += piece.cancelled();
            failed = piece.failed(); // the same ones come last again
            more = piece.more();
        }
        String result = cancelled + " unpaid orders cancelled" + (more ? ", more are left for the next run" : "");
        report(result, failed > 0 ? failed + " could not be: see the log of order-service" : "");
    }

    /** Fails when orders do not move although they were driven on again and again, so that the admin alerts someone. */
    @XxlJob("driveStuckOrders")
    void driveStuckOrders() {
        int announced = 0;
        int alerted = 0;
        int failed = 0;
        for (int pieces = 0; pieces < MOST_PIECES; pieces++) {
            Driven piece = orders.driveStuck(piece());
            announced += piece.announced();
            alerted += piece.alerted();
            failed += piece.failed();
            if (piece.announced() + piece.failed() < PIECE) {
                break;
            }
        }
        String inVain = alerted > 0 ? alerted + " of them in vain: see GET /api/v1/ops/orders/stuck" : "";
        String broken = failed > 0 ? failed + " could not be: see the log of order-service" : "";
        report(announced + " stuck orders announced again",
                Stream.of(inVain, broken).filter(text -> !text.isEmpty()).collect(Collectors.joining(", ")));
    }

    /** @param trouble empty when there is none; else the run has failed and the admin alerts someone */
    private static void report(String result, String trouble) {
        if (trouble.isEmpty()) {
            XxlJobHelper.handleSuccess(result);
        } else {
            XxlJobHelper.handleFail(result + ", " + trouble);
        }
    }

    private static Piece piece() {
        return new Piece(XxlJobHelper.getShardIndex(), XxlJobHelper.getShardTotal(), PIECE);
    }
}
