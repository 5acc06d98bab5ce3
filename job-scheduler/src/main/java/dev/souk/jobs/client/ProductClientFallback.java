package dev.souk.jobs.client;

import org.springframework.cloud.openfeign.FallbackFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;

import dev.souk.common.web.client.DependencyUnavailable;

import feign.FeignException;

/** A job that could not do its work has failed, and says so to the admin. */
@Component
class ProductClientFallback implements FallbackFactory<ProductClient> {

    /** As in docs/problems.md. */
    private static final String SEARCH_UNAVAILABLE = "/problems/search-unavailable";

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

            @Override
            public ImportsStarted startImports() {
                throw new DependencyUnavailable("product-service", cause);
            }

            @Override
            public IndexChecked checkSearchIndex(IndexShard shard) {
                throw new DependencyUnavailable(isSearchUnavailable(cause) ? "Elasticsearch" : "product-service",
                        cause);
            }
        };
    }

    /** Whoever reads the failure should look where it is. */
    private static boolean isSearchUnavailable(Throwable cause) {
        return NestedExceptionUtils.getMostSpecificCause(cause) instanceof FeignException answer
                && answer.contentUTF8().contains(SEARCH_UNAVAILABLE);
    }
}
