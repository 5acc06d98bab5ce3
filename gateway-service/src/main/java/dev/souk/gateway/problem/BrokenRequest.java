package dev.souk.gateway.problem;

import java.io.IOException;

/** The client did not send its whole request. No service is to blame, so it opens no circuit and is not repeated. */
public final class BrokenRequest extends IOException {

    public BrokenRequest(Throwable cause) {
        super("the body of the request did not arrive: " + cause, cause);
    }
}
