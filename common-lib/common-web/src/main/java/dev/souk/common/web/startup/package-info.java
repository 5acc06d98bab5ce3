/** What every service needs before its first bean: defaults, required secrets, the clock. */
@NullMarked
package dev.souk.common.web.startup;

import org.jspecify.annotations.NullMarked;
