/** The whole platform, started by the runner on free ports and driven through the gateway. */
@NullMarked
package dev.souk.system;

import org.jspecify.annotations.NullMarked;
