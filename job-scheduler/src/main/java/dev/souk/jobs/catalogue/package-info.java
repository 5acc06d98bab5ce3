/** Jobs that keep the catalogue tidy. */
@NullMarked
package dev.souk.jobs.catalogue;

import org.jspecify.annotations.NullMarked;
