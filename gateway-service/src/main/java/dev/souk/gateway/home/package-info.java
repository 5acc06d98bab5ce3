/** One call for the first page of the shop, put together from several services' answers. */
@NullMarked
package dev.souk.gateway.home;

import org.jspecify.annotations.NullMarked;
