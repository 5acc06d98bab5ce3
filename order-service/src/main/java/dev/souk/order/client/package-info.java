/** The services that checkout asks before it decides, and the truth when they do not answer. */
@NullMarked
package dev.souk.order.client;

import org.jspecify.annotations.NullMarked;
