package dev.souk.product.imports;

import java.io.ByteArrayInputStream;

/** Gives few bytes at once, as a slow connection does. */
class DribblingInputStream extends ByteArrayInputStream {

    private final int atOnce;

    DribblingInputStream(byte[] content, int atOnce) {
        super(content);
        this.atOnce = atOnce;
    }

    @Override
    public synchronized int read(byte[] buffer, int offset, int length) {
        return super.read(buffer, offset, Math.min(length, atOnce));
    }

    @Override
    public synchronized int available() {
        return 0;
    }
}
