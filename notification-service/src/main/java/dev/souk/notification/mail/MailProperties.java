package dev.souk.notification.mail;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param from the sender, as {@code Name <address>}
 * @param pollInterval how often to look for mails whose next try is due; new ones do not wait for it
 * @param lease how long one try may take; after that another instance may try, so it is longer than all timeouts of a try together
 * @param longestPause between two tries
 * @param giveUpAfter since the notification was stored
 */
@ConfigurationProperties("souk.mail")
record MailProperties(@DefaultValue("Souk <orders@souk.test>") String from, @DefaultValue("1s") Duration pollInterval,
        @DefaultValue("2m") Duration lease, @DefaultValue("10m") Duration longestPause,
        @DefaultValue("2d") Duration giveUpAfter) {

    /** The pause after that many failed tries: 1 s, 2 s, 4 s, ... */
    Duration pauseAfter(int attempts) {
        long seconds = 1L << Math.min(attempts - 1, 30);
        return seconds < longestPause.toSeconds() ? Duration.ofSeconds(seconds) : longestPause;
    }
}
