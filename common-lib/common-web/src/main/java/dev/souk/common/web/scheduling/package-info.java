/** The threads of what a service does again and again. */
@NullMarked
package dev.souk.common.web.scheduling;

import org.jspecify.annotations.NullMarked;
