package dev.souk.common.web.problem;

import java.io.IOException;

/** A body without a declared length went over the limit while it was read. */
final class BodyTooLarge extends IOException {

    BodyTooLarge() {
        super("The body is larger than souk.web.max-body-size");
    }
}
