/** Stands for common-messaging's package of this name. */
@NullMarked
package dev.souk.common.messaging;

import org.jspecify.annotations.NullMarked;
