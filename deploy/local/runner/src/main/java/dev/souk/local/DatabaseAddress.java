package dev.souk.local;

/** How to connect to the database of a service, as its owner. */
public record DatabaseAddress(String url, String user, String password) {

    /** Names no secret, so that none reaches a log. */
    @Override
    public String toString() {
        return url;
    }
}
