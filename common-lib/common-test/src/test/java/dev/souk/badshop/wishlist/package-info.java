@NullMarked
package dev.souk.badshop.wishlist;

import org.jspecify.annotations.NullMarked;
