/** What shoppers say of the products that they bought. */
@NullMarked
package dev.souk.product.review;

import org.jspecify.annotations.NullMarked;
