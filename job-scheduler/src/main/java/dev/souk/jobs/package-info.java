/** The jobs of the platform: what runs on a schedule, and in which shards. And what operators ask of all services at once. */
@NullMarked
package dev.souk.jobs;

import org.jspecify.annotations.NullMarked;
