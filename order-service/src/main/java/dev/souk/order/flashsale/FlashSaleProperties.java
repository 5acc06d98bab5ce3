package dev.souk.order.flashsale;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the line of a flash sale moves.
 *
 * @param retryAfter  how soon who waits should come again
 * @param patience    who has not come again for so long has left the line
 * @param admittedFor how long who was let in has time to order
 * @param knownFor    how old what an instance knows of the running sales may be; older when the database is slow to tell
 */
@ConfigurationProperties("souk.flash-sale")
record FlashSaleProperties(@DefaultValue("2s") Duration retryAfter, @DefaultValue("20s") Duration patience,
        @DefaultValue("60s") Duration admittedFor, @DefaultValue("1s") Duration knownFor) {

    FlashSaleProperties {
        if (retryAfter.toSeconds() < 1 || patience.compareTo(retryAfter.multipliedBy(2)) < 0
                || admittedFor.compareTo(patience) < 0) {
            throw new IllegalArgumentException(
                    "souk.flash-sale.retry-after is a second at least, patience twice as long"
                            + " at least, and admitted-for not shorter than patience");
        }
    }
}
