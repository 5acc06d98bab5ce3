/** What comes in too fast is refused, and what fails too often is left alone: Sentinel, its rules live from Nacos. */
@NullMarked
package dev.souk.common.web.limits;

import org.jspecify.annotations.NullMarked;
