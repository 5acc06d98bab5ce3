package dev.souk.jobs.client;

import org.springframework.cloud.openfeign.FallbackFactory;
import org.springframework.stereotype.Component;

import dev.souk.common.web.client.DependencyUnavailable;

/** A job that could not do its work has failed, and says so to the admin. */
@Component
class ProductClientFallback implements FallbackFactory<ProductClient> {

    @Override
    public ProductClient create(Throwable cause) {
        return new ProductClient() {

            @Override
            public Deleted deleteAbandonedUploads(Piece piece) {
                throw new DependencyUnavailable("product-service", cause);
            }

            @Override
            public Deleted deleteImportFiles(Limit limit) {
                throw new DependencyUnavailable("product-service", cause);
            }

            @Override
            public Deleted deleteOldPurchases(Limit limit) {
                throw new DependencyUnavailable("product-service", cause);
            }
        };
    }
}
