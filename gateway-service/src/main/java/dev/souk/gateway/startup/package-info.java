/** What is checked before the first bean. */
@NullMarked
package dev.souk.gateway.startup;

import org.jspecify.annotations.NullMarked;
