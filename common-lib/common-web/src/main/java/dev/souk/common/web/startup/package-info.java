/** The defaults of every servlet service, below its own settings. */
@NullMarked
package dev.souk.common.web.startup;

import org.jspecify.annotations.NullMarked;
