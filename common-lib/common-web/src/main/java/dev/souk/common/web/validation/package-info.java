/** What a field of a request may be, beyond Jakarta Validation. */
@NullMarked
package dev.souk.common.web.validation;

import org.jspecify.annotations.NullMarked;
