package dev.souk.product.search;

/** Elasticsearch cannot be asked now; the rest of the catalogue does not need it. */
public final class SearchUnavailable extends RuntimeException {

    SearchUnavailable(Throwable cause) {
        super("search is not available at the moment; browsing works, try again in some seconds", cause);
    }
}
