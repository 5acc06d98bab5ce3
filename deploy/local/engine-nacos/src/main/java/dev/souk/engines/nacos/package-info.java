/** Starts a Nacos server with its console in this JVM. */
@NullMarked
package dev.souk.engines.nacos;

import org.jspecify.annotations.NullMarked;
