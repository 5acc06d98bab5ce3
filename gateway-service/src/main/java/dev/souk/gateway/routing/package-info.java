/** Which service a request goes to, and to which of its instances; what is done when one does not answer. */
@NullMarked
package dev.souk.gateway.routing;

import org.jspecify.annotations.NullMarked;
