@NullMarked
package dev.souk.user.address;

import org.jspecify.annotations.NullMarked;
