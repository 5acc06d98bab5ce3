/** Jobs that keep the catalogue tidy and its search index equal to it. */
@NullMarked
package dev.souk.jobs.catalogue;

import org.jspecify.annotations.NullMarked;
