package dev.souk.jobs.payments;

import org.springframework.stereotype.Component;

import com.xxl.job.core.context.XxlJobHelper;
import com.xxl.job.core.handler.annotation.XxlJob;

import dev.souk.jobs.client.ReconciliationClient;
import dev.souk.jobs.client.ReconciliationClient.Days;
import dev.souk.jobs.client.ReconciliationClient.Reconciled;

/**
 * The job that has the ledger compared with the payment provider's statement. It may run twice or overlap, because
 * payment-service compares a day again with the same result.
 */
@Component
class PaymentJobs {

    private static final int MOST_DAYS = 31;

    private final ReconciliationClient payments;

    PaymentJobs(ReconciliationClient payments) {
        this.payments = payments;
    }

    /**
     * Day by day, up to yesterday. Fails when something differs that is not resolved, so that the admin alerts someone. One
     * executor does it: the days follow each other.
     */
    @XxlJob("reconcilePayments")
    void reconcilePayments() {
        if (XxlJobHelper.getShardIndex() > 0) {
            XxlJobHelper.handleSuccess("the first executor does it");
            return;
        }
        int days = 0;
        int differences = 0;
        Reconciled last = new Reconciled(0, 0, 0, true);
        while (last.more() && days < MOST_DAYS) {
            last = payments.reconcile(new Days(1));
            days += last.days();
            differences += last.differences();
        }
        String result = days + " days compared, " + differences + " differences found"
                + (last.more() ? ", more days are left for the next run" : "");
        if (last.open() == 0) {
            XxlJobHelper.handleSuccess(result);
        } else {
            XxlJobHelper.handleFail(result + ", " + last.open()
                    + " not resolved: see GET /api/v1/ops/reconciliations/differences?open=true");
        }
    }
}
