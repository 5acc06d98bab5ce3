/** Whether Redis answers. */
@NullMarked
package dev.souk.gateway.redis;

import org.jspecify.annotations.NullMarked;
