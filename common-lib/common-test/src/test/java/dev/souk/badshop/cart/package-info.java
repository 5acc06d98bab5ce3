@NullMarked
package dev.souk.badshop.cart;

import org.jspecify.annotations.NullMarked;
