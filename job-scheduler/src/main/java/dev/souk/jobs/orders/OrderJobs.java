package dev.souk.jobs.orders;

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
        for (int pieces = 0; pieces < MOST_PIECES; pieces++) {
            Cancelled piece = orders.cancelUnpaid(piece());
            cancelled += piece.cancelled();
            if (!piece.more()) {
                XxlJobHelper.handleSuccess(cancelled + " unpaid orders cancelled");
                return;
            }
        }
        XxlJobHelper.handleSuccess(cancelled + " unpaid orders cancelled, more are left for the next run");
    }

    /** Fails when orders do not move although they were driven on again and again, so that the admin alerts someone. */
    @XxlJob("driveStuckOrders")
    void driveStuckOrders() {
        int announced = 0;
        int alerted = 0;
        for (int pieces = 0; pieces < MOST_PIECES; pieces++) {
            Driven piece = orders.driveStuck(piece());
            announced += piece.announced();
            alerted += piece.alerted();
            if (piece.announced() < PIECE) {
                break;
            }
        }
        String result = announced + " stuck orders announced again";
        if (alerted > 0) {
            XxlJobHelper.handleFail(result + ", " + alerted + " of them in vain: see GET /api/v1/ops/orders/stuck");
        } else {
            XxlJobHelper.handleSuccess(result);
        }
    }

    private static Piece piece() {
        return new Piece(XxlJobHelper.getShardIndex(), XxlJobHelper.getShardTotal(), PIECE);
    }
}
