/** Starts an Elasticsearch node in this JVM. */
@NullMarked
package dev.souk.engines.elasticsearch;

import org.jspecify.annotations.NullMarked;
