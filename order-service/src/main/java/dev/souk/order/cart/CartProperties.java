package dev.souk.order.cart;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param keptFor how long a cart outlives its last change */
@ConfigurationProperties("souk.cart")
record CartProperties(@DefaultValue("30d") Duration keptFor) {}
