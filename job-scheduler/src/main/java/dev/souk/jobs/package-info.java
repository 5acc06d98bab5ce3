/** The jobs of the platform: what runs on a schedule, and in which shards. */
@NullMarked
package dev.souk.jobs;

import org.jspecify.annotations.NullMarked;
