package dev.souk.product.cache;

import java.time.Instant;

/**
 * What is sent to a reader, ready made.
 *
 * @param body JSON in UTF-8; nobody writes into it
 * @param tag the strong entity tag, with its quotation marks
 * @param until the first moment at which it no longer holds although nobody has changed anything; {@link Instant#MAX} when
 *        there is none
 */
public record Answer(byte[] body, String tag, Instant until) {}
