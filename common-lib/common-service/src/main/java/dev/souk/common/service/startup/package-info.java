/** What happens before the first bean: unsafe secrets are refused, libraries are told to be quiet. And the clock. */
@NullMarked
package dev.souk.common.service.startup;

import org.jspecify.annotations.NullMarked;
