/** Jobs that see to it that every order ends. */
@NullMarked
package dev.souk.jobs.orders;

import org.jspecify.annotations.NullMarked;
