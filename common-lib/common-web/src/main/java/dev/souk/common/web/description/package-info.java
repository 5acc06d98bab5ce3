/** How a service describes itself in OpenAPI. */
@NullMarked
package dev.souk.common.web.description;

import org.jspecify.annotations.NullMarked;
