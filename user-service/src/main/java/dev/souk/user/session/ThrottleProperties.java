package dev.souk.user.session;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many logins may fail.
 *
 * @param perAccount within the window, from wherever they come
 * @param perClient within the window, from one network address, for whatever accounts
 * @param window begins with the first failure
 */
@ConfigurationProperties("souk.login-throttle")
record ThrottleProperties(@DefaultValue("10") int perAccount, @DefaultValue("100") int perClient,
        @DefaultValue("15m") Duration window) {}
