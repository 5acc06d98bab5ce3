package dev.souk.product.download;

/** The file is not fetched, and would not be if it were tried again; the message says why, and what to do. */
public final class DownloadRefused extends RuntimeException {

    DownloadRefused(String message) {
        super(message);
    }
}
