@NullMarked
package dev.souk.user.link;

import org.jspecify.annotations.NullMarked;
