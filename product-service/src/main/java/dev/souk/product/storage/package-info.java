/** Object storage: any server that speaks S3. */
@NullMarked
package dev.souk.product.storage;

import org.jspecify.annotations.NullMarked;
