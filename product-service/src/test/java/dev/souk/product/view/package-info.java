@NullMarked
package dev.souk.product.view;

import org.jspecify.annotations.NullMarked;
