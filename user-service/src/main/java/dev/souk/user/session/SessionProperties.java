package dev.souk.user.session;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param lifetime after which one has to log in again, however often the session was refreshed
 * @param idleTimeout after which a session that was not refreshed ends
 * @param grace how long the device that refreshed may repeat it, because the answer may have been lost
 * @param keepOver how long a session that is over stays before it is deleted with its tokens
 */
@ConfigurationProperties("souk.sessions")
record SessionProperties(@DefaultValue("30d") Duration lifetime, @DefaultValue("14d") Duration idleTimeout,
        @DefaultValue("10s") Duration grace, @DefaultValue("1d") Duration keepOver) {}
