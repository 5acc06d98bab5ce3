/** Collections by the page: opaque cursors and bounded sizes. */
@NullMarked
package dev.souk.common.web.paging;

import org.jspecify.annotations.NullMarked;
