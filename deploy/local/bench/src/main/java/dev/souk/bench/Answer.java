package dev.souk.bench;

/**
 * What a server has sent back.
 *
 * @param status the code of HTTP, or the error of Redis; {@code 200} when it is what was asked for
 * @param isLast the server closes the connection after it
 */
record Answer(String status, Bytes body, boolean isLast) {

    static final String GOOD = "200";

    boolean isGood() {
        return status.equals(GOOD);
    }
}
