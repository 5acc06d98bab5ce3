/** The whole platform on one machine, without containers: engines and services as background processes. */
@NullMarked
package dev.souk.local;

import org.jspecify.annotations.NullMarked;
