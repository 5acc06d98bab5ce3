/** A plugin for the node, in a jar of its own: text analysis that the small distribution leaves out. */
@NullMarked
package dev.souk.engines.elasticsearch.analysis;

import org.jspecify.annotations.NullMarked;
