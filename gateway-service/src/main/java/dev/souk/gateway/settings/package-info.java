/** What an operator changes while the edge runs: documents in Nacos, each taken as a whole or not at all. */
@NullMarked
package dev.souk.gateway.settings;

import org.jspecify.annotations.NullMarked;
