/** Stands for common-service's package of this name. */
@NullMarked
package dev.souk.common.service.startup;

import org.jspecify.annotations.NullMarked;
