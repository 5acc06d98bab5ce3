/** Product images: presigned upload, verification, and the bytes that browsers are shown. */
@NullMarked
package dev.souk.product.media;

import org.jspecify.annotations.NullMarked;
