@NullMarked
package dev.souk.common.bad;

import org.jspecify.annotations.NullMarked;
