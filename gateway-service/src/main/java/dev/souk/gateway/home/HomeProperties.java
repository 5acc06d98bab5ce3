package dev.souk.gateway.home;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How patient the home page is with its parts, under {@code souk.edge.home}.
 *
 * @param partTimeout a part that is not there after this time is left out; the whole page takes little longer
 * @param maxPartSize a larger part is left out
 */
@ConfigurationProperties("souk.edge.home")
record HomeProperties(@DefaultValue("1s") Duration partTimeout, @DefaultValue("256KB") DataSize maxPartSize) {

    HomeProperties {
        if (!partTimeout.isPositive() || maxPartSize.toBytes() < 1 || maxPartSize.toBytes() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "souk.edge.home needs a part-timeout above zero and a max-part-size of 1 byte to 2 GB");
        }
    }
}
