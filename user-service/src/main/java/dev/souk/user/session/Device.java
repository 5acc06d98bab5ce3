package dev.souk.user.session;

import org.jspecify.annotations.Nullable;

/**
 * From where somebody logs in, for the owner to recognise; both are what the client claims or the network shows, no proof.
 *
 * @param userAgent cut to 200 characters
 */
public record Device(@Nullable String userAgent, String clientAddress) {

    private static final int LONGEST_USER_AGENT = 200;

    public Device {
        if (userAgent != null && userAgent.length() > LONGEST_USER_AGENT) {
            userAgent = userAgent.substring(0, LONGEST_USER_AGENT);
        }
    }
}
