package dev.souk.user.session;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many logins may fail within the window. Beyond half of a limit each attempt waits, the longer the nearer the limit is; beyond the
 * limit it is refused.
 *
 * @param perAccount from wherever they come, known devices left out
 * @param perClient from one network address, for whatever accounts
 * @param perDevice from one known device of an account, which counts in no other limit
 * @param inAll of everybody together, known devices left out
 * @param window begins with the first failure
 * @param longestPause of an attempt that is the last before the limit
 */
@ConfigurationProperties("souk.login-throttle")
record ThrottleProperties(@DefaultValue("10") int perAccount, @DefaultValue("100") int perClient,
        @DefaultValue("10") int perDevice, @DefaultValue("20000") int inAll,
        @DefaultValue("15m") Duration window, @DefaultValue("1s") Duration longestPause) {

    /** How long the attempt waits that is the count-th of at most {@code limit}. */
    Duration pause(long count, int limit) {
        long free = limit / 2;
        return count <= free ? Duration.ZERO : longestPause.multipliedBy(count - free).dividedBy(limit - free);
    }
}
