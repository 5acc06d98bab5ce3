@NullMarked
package dev.souk.goodshop.order;

import org.jspecify.annotations.NullMarked;
