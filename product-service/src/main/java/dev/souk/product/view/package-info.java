/** Who looks at what: counted in Redis as it happens, kept in PostgreSQL. */
@NullMarked
package dev.souk.product.view;

import org.jspecify.annotations.NullMarked;
