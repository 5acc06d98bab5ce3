/** The services that the jobs put to work. */
@NullMarked
package dev.souk.jobs.client;

import org.jspecify.annotations.NullMarked;
