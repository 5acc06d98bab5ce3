@NullMarked
package dev.souk.badshop.order;

import org.jspecify.annotations.NullMarked;
