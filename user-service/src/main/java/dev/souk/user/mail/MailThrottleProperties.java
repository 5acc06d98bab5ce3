package dev.souk.user.mail;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many mails strangers can make us send.
 *
 * @param perClient requests from one network address within the window; more are refused
 * @param perAddress mails of one kind to one mailbox within the window; more are not sent, and nobody is told
 * @param inAll requests of everybody together within the window; more are refused
 * @param window begins with the first
 */
@ConfigurationProperties("souk.mail-throttle")
record MailThrottleProperties(@DefaultValue("20") int perClient, @DefaultValue("5") int perAddress,
        @DefaultValue("5000") int inAll, @DefaultValue("1h") Duration window) {}
