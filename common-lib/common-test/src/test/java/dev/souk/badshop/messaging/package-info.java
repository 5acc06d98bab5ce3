@NullMarked
package dev.souk.badshop.messaging;

import org.jspecify.annotations.NullMarked;
