/** Sentinel's rules, live from Nacos. What they are applied to is the matter of each kind of service. */
@NullMarked
package dev.souk.common.service.limits;

import org.jspecify.annotations.NullMarked;
