package dev.souk.gateway.redis;

import org.springframework.stereotype.Component;

/**
 * Whether Redis answers, as the one sees who waits for it all the time. Who must not wait asks here first: a command
 * blocks its thread while there is no connection.
 */
@Component
public final class RedisLink {

    private volatile boolean up;

    public boolean isUp() {
        return up;
    }

    public void set(boolean answers) {
        up = answers;
    }
}
