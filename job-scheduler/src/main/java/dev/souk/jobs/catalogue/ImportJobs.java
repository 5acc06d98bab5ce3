package dev.souk.jobs.catalogue;

import org.springframework.stereotype.Component;

import com.xxl.job.core.context.XxlJobHelper;
import com.xxl.job.core.handler.annotation.XxlJob;

import dev.souk.jobs.client.ProductClient;
import dev.souk.jobs.client.ProductClient.ImportsStarted;

/**
 * The job that has the registered feeds imported again. It may run twice or overlap, because product-service runs one import of
 * a feed at a time.
 */
@Component
class ImportJobs {

    private final ProductClient products;

    ImportJobs(ProductClient products) {
        this.products = products;
    }

    /**
     * Starts the imports and does not wait for them. Fails when an import before these has failed, so that the admin alerts
     * someone. One executor does it: it is one short call.
     */
    @XxlJob("repeatImports")
    void repeatImports() {
        if (XxlJobHelper.getShardIndex() > 0) {
            XxlJobHelper.handleSuccess("the first executor does it");
            return;
        }
        ImportsStarted imports = products.startImports();
        String result = imports.started() + " imports started, " + imports.running() + " still run";
        if (imports.failed().isEmpty()) {
            XxlJobHelper.handleSuccess(result);
        } else {
            XxlJobHelper.handleFail(result + ", and those before have failed of " + String.join(", ", imports.failed())
                    + ": see GET /api/v1/catalogue/feeds");
        }
    }
}
