package dev.souk.product.purchase;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long purchases are remembered.
 *
 * @param keptFor two years: shoppers come back to what they buy once a year and review it late; what is older says nothing
 *        of demand any more
 */
@ConfigurationProperties("souk.purchases")
record PurchaseProperties(@DefaultValue("730d") Duration keptFor) {}
