/** The filters that every request to the edge passes, before it is looked where it goes. */
@NullMarked
package dev.souk.gateway.filter;

import org.jspecify.annotations.NullMarked;
