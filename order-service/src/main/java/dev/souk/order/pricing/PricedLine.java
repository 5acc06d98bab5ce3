package dev.souk.order.pricing;

import org.jspecify.annotations.Nullable;

import dev.souk.common.money.Money;
import dev.souk.order.checkout.OrderLine;

/** @param listPrice what one piece costs while no sale is on; null when it costs that now */
record PricedLine(OrderLine line, @Nullable Money listPrice) {}
